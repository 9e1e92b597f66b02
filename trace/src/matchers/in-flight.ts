import type { Trace } from '../call.ts'
import { msText } from '../ms.ts'
import { allAtOnce, inPool } from '../schedules.ts'
import { inFlight, levelsOf, peakOf } from '../stretches.ts'
import { checkCount, type Verdict } from './judge.ts'
import { callsText, wereText } from './words.ts'

interface Peak {
  readonly count: number
  readonly atMs: number
}

/** The peak, and when it was reached first. */
function findPeak(trace: Trace): Peak {
  const levels = levelsOf(inFlight(trace))
  const count = peakOf(levels)
  return { count, atMs: levels.find((level) => level.count === count)?.at ?? 0 }
}

const pool = (trace: Trace, slots: number) => (): Trace | undefined =>
  slots >= 1 && trace.calls.length >= slots ? inPool(trace, slots) : undefined

export function peakInFlight(trace: Trace, expected: number): Verdict {
  checkCount('toHavePeakInFlight', expected)
  const peak = findPeak(trace)
  const pass = peak.count === expected
  if (pass) {
    const sentence = `Expected the peak in flight not to be ${callsText(expected)}, but it was, at ${msText(peak.atMs)}.`
    return { pass, sentence }
  }
  const but = `Expected a peak of ${callsText(expected)} in flight, but`
  return {
    pass,
    sentence: `${but} ${peakText(trace, peak, expected)}`,
    wanted: pool(trace, expected),
  }
}

function peakText({ calls }: Trace, { count, atMs }: Peak, expected: number): string {
  if (count > expected) return `${wereText(count)} at ${msText(atMs)}: ${waitText(expected)}`
  if (calls.length < expected) return `${onlyText(calls.length)} sent.`
  return `at most ${wereText(count)}: send the next call while others are still under way.`
}

const onlyText = (count: number): string =>
  count === 0 ? 'no call was' : `only ${callsText(count)} ${count > 1 ? 'were' : 'was'}`

const waitText = (limit: number): string =>
  limit === 1
    ? 'send a call only when the one before has ended.'
    : `once ${limit} are in flight, send a call only when one of them has ended.`

export function peakInFlightAtMost(trace: Trace, expected: number): Verdict {
  checkCount('toHavePeakInFlightAtMost', expected)
  const { count, atMs } = findPeak(trace)
  if (count <= expected) {
    const sentence = `Expected more than ${callsText(expected)} in flight at some moment, but at most ${wereText(count)}.`
    return { pass: true, sentence }
  }
  return {
    pass: false,
    sentence: `Expected at most ${callsText(expected)} in flight, but ${wereText(count)} at ${msText(atMs)}: ${waitText(expected)}`,
    wanted: pool(trace, expected),
  }
}

export function overlap(trace: Trace): Verdict {
  const all = trace.calls.length
  const { count, atMs } = findPeak(trace)
  if (all > 0 && count === all) {
    const sentence = `Expected some calls not to overlap, but all ${all} were in flight at ${msText(atMs)}.`
    return { pass: true, sentence }
  }
  if (all === 0) {
    const sentence = 'Expected all calls to be in flight at one moment, but no call was sent.'
    return { pass: false, sentence }
  }
  return {
    pass: false,
    sentence: `Expected all ${all} calls to be in flight at one moment, but at most ${wereText(count)}: send every call before you await the first answer.`,
    wanted: () => allAtOnce(trace),
  }
}
