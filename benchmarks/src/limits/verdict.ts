import type { Figure } from '../report/report.ts'

/** Whether a median is at most what is wanted. */
export function verdict({ value }: Figure, wanted: number | undefined): string {
  if (wanted === undefined) return ''
  return value <= wanted ? 'reached' : 'missed'
}
