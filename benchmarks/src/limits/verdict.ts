import { isNoisy, type Spread } from '../harness/statistics.ts'

/** Whether a median is at most what is wanted, and whether the rounds differ too much to say so. */
export function verdict(figures: Spread, wanted: number | undefined): string {
  const words = isNoisy(figures) ? ['noisy'] : []
  if (wanted !== undefined) words.unshift(figures.median <= wanted ? 'reached' : 'missed')
  return words.join(', ')
}
