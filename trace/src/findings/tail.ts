import { timeText } from '../draw/text.ts'
import { facts } from '../facts.ts'
import { endOf } from '../stretches.ts'
import { nameOf } from './describe-calls.ts'
import type { Finding, Observed } from './finding.ts'

const LEAST_CALLS = 4
const LEAST_ALONE_MS = 100
const LEAST_SHARE = 0.3

/** One call that ran beside others, and then alone for a large part of the makespan. */
export function tail({ trace }: Observed): Finding | undefined {
  const { makespanMs } = facts(trace)
  const [last, next] = trace.calls.toSorted((a, b) => endOf(b, trace) - endOf(a, trace))
  if (trace.calls.length < LEAST_CALLS || last?.endMs === undefined || next?.endMs === undefined) {
    return undefined
  }
  const aloneMs = last.endMs - next.endMs
  const isLong = aloneMs >= LEAST_ALONE_MS && aloneMs >= makespanMs * LEAST_SHARE
  // A call that was sent when the others had ended may have needed them.
  if (!isLong || last.sentMs >= next.endMs) return undefined
  const percent = Math.round((100 * aloneMs) / makespanMs)
  return {
    kind: 'tail',
    text: [
      `${nameOf(last)} ended ${timeText(aloneMs)} after every other call:`,
      `${percent} % of the makespan was spent on it alone.`,
      'Send the slowest call first. If it is slow only sometimes, hedge it.',
    ].join(' '),
    worthMs: aloneMs,
  }
}
