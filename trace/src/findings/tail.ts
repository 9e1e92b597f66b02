import { timeText } from '../draw/text.ts'
import { facts } from '../facts.ts'
import { endOf } from '../stretches.ts'
import { nameOf } from './describe-calls.ts'
import { LEAST_MS, type Finding, type Observed } from './finding.ts'

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
  const firstSentMs = trace.calls.reduce(
    (first, { sentMs }) => Math.min(first, sentMs),
    last.sentMs,
  )
  const earlierMs = Math.min(aloneMs, last.sentMs - firstSentMs)
  const percent = Math.round((100 * aloneMs) / makespanMs)
  return {
    kind: 'tail',
    text: [
      `${nameOf(last)} ended ${timeText(aloneMs)} after every other call:`,
      `${percent} % of the makespan was spent on it alone.`,
      ...(earlierMs < LEAST_MS
        ? ['It was sent with the first calls, so it has to become faster.']
        : [
            `If it doesn't need the response of another call, send it first: then the calls end ${timeText(earlierMs)} earlier.`,
          ]),
      'If it is slow only sometimes, hedge it.',
    ].join(' '),
    worthMs: aloneMs,
  }
}
