import { numberText } from '@overlap/trace'
import { isNoisy, median, spread } from '../harness/statistics.ts'
import type { Figure, Unit } from './report.ts'

/** A figure that every run finds again: computed, counted, or in virtual time. */
export const exact = (value: number, unit: Unit): Figure => ({ value, unit })

/**
 * A figure that was measured, once in each round.
 *
 * @throws {RangeError} if there are no rounds.
 */
export const measured = (rounds: readonly number[], unit: Unit): Figure => ({
  value: median(rounds),
  unit,
  rounds,
})

/** The ratio of two contenders, by rounds that were played one right after another. */
export const ratioOf = (ours: readonly number[], theirs: readonly number[]): Figure =>
  measured(
    ours.map((value, round) => value / theirs[round]!),
    'ratio',
  )

/** A number and its unit: `1336 ms`, `12,500 calls/s`, `0.44`. */
export function valueText(value: number, unit: Unit): string {
  const number = fixed(value, digitsOf(value, unit))
  return unit === 'ratio' || unit === 'count' ? number : `${number} ${unit}`
}

/** A figure, and how far its rounds lie apart: `0.44 (0.27–1.03)`. */
export function figureText({ value, unit, rounds }: Figure): string {
  const text = valueText(value, unit)
  if (rounds === undefined || rounds.length < 2) return text
  const { min, max } = spread(rounds)
  const ends = [min, max].map((end) => fixed(end, digitsOf(value, unit)))
  return `${text} (${ends.join('–')})`
}

/** Whether the rounds differ so much that the figure says little. */
export const noisy = ({ rounds }: Figure): boolean =>
  rounds !== undefined && rounds.length > 1 && isNoisy(spread(rounds))

function digitsOf(value: number, unit: Unit): number {
  const size = Math.abs(value)
  if (unit === 'ratio') return size < 0.01 ? 4 : size < 100 ? 2 : 0
  if (unit === 'ms') return size < 10 ? 1 : 0
  return ['%', 'MB', 'µs'].includes(unit) ? 1 : 0
}

function fixed(value: number, digits: number): string {
  const [whole, fraction] = Math.abs(value).toFixed(digits).split('.')
  const sign = value < 0 && Number(whole + (fraction ?? '')) > 0 ? '-' : ''
  return sign + [numberText(Number(whole)), ...(fraction === undefined ? [] : [fraction])].join('.')
}
