import type { Percentiles } from '../../percentiles.ts'
import { numberText } from '../../number-text.ts'
import { timeText, trim } from '../text.ts'
import { MARKED, type PercentilesSheet } from './sheet.ts'

/** The columns of the numbers, and the order in which a narrow drawing drops them. */
export const HEADINGS = [...MARKED, 'calls'] as const

/** The heading of a column of numbers. */
export type Heading = (typeof HEADINGS)[number]

/** A number of a run: `102 ms`, `1000`. */
export function numberOf(heading: Heading, numbers: Percentiles): string {
  if (heading === 'calls') return numberText(numbers.count)
  return numbers.count === 0 ? '-' : timeText(numbers[heading])
}

/** Says what a drawing of percentiles shows. */
export function percentilesText({ axis, mostShare }: PercentilesSheet): string {
  const scale = axis.kind === 'log' ? ', on a logarithmic axis' : ''
  return `Calls by latency${scale}. A full column is ${trim(mostShare * 100, mostShare < 0.1 ? 1 : 0)} % of the calls.`
}

/** What a drawing without any latency says. */
export const NO_LATENCIES = 'No latencies to draw.'
