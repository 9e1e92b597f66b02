import type { Call, Trace } from '../call.ts'
import { facts } from '../facts.ts'
import { msText, sameMs } from '../ms.ts'
import { allAtOnce, inPool, inSequence } from '../schedules.ts'
import { type Verdict } from './judge.ts'
import { callsText, nameIn, wereText } from './words.ts'

export function take(trace: Trace, expectedMs: number): Verdict {
  const { makespanMs } = facts(trace)
  const pass = sameMs(makespanMs, expectedMs)
  if (pass) {
    return { pass, sentence: `Expected the calls not to take ${msText(expectedMs)}, but they did.` }
  }
  if (trace.calls.length === 0) {
    return {
      pass,
      sentence: `Expected the calls to take ${msText(expectedMs)}, but no call was sent.`,
    }
  }
  const off = makespanMs - expectedMs
  return {
    pass,
    sentence: `Expected the calls to take ${msText(expectedMs)}, but they took ${msText(makespanMs)}, ${msText(Math.abs(off))} ${off > 0 ? 'longer' : 'less'}.`,
    wanted: () => scheduleThatTakes(trace, expectedMs),
  }
}

/** Pools above this size are not tried: the picture is a help, not the verdict. */
const LARGEST_POOL = 16

/** Of the known schedules, the first that takes so long: it is likely to be the wanted one. */
function scheduleThatTakes(trace: Trace, ms: number): Trace | undefined {
  const takesIt = (schedule: Trace): boolean => sameMs(facts(schedule).makespanMs, ms)
  const simple = [allAtOnce(trace), inSequence(trace)].find(takesIt)
  if (simple !== undefined) return simple
  for (let limit = 2; limit < Math.min(trace.calls.length, LARGEST_POOL + 1); limit++) {
    const pool = inPool(trace, limit)
    if (takesIt(pool)) return pool
  }
  return undefined
}

export function startNothingAfter(trace: Trace, moment: number | 'first failure'): Verdict {
  if (moment !== 'first failure') {
    const late = trace.calls.filter((call) => call.sentMs > moment)
    return judgeLate(trace, late, `after ${msText(moment)}`)
  }
  const failed = firstFailure(trace)
  if (failed === undefined) {
    const sentence = 'Expected no call to be sent after the first failure, but no call failed.'
    return { pass: false, sentence }
  }
  const at = msText(failed.endMs ?? 0)
  return judgeLate(
    trace,
    sentAfter(trace, failed),
    `after ${nameIn(trace, failed)} failed at ${at}`,
  )
}

function judgeLate(trace: Trace, late: readonly Call[], when: string): Verdict {
  const [first] = late
  if (first === undefined) {
    return { pass: true, sentence: `Expected a call to be sent ${when}, but none was.` }
  }
  const which = `${late.length > 1 ? 'the first is ' : ''}${nameIn(trace, first)} at ${msText(first.sentMs)}`
  return {
    pass: false,
    sentence: `Expected no call to be sent ${when}, but ${wereText(late.length)}: ${which}.`,
    wanted: () => ({ ...trace, calls: trace.calls.filter((call) => !late.includes(call)) }),
  }
}

function firstFailure({ calls }: Trace): Call | undefined {
  const failures = calls.filter(
    ({ outcome }) => outcome === 'http-error' || outcome === 'network-error',
  )
  return failures.toSorted((a, b) => (a.endMs ?? 0) - (b.endMs ?? 0))[0]
}

/**
 * The calls sent after a failure. At its very moment, as many calls may be sent as others ended
 * well then: they may have come first. If the failed call itself took no time, none is after it.
 */
function sentAfter({ calls }: Trace, failed: Call): Call[] {
  const failedMs = failed.endMs ?? 0
  const refills = calls.filter((call) => call.endMs === failedMs && call.outcome === 'ok').length
  const excused = failed.sentMs === failedMs ? Infinity : refills
  const atOnce = calls.filter((call) => call.sentMs === failedMs)
  return [...atOnce.slice(excused), ...calls.filter((call) => call.sentMs > failedMs)]
}

export function leaveNothingInFlight(trace: Trace): Verdict {
  const open = trace.calls.filter((call) => call.endMs === undefined)
  const [first] = open
  if (first === undefined) {
    const sentence = `Expected a call to be left in flight, but all were over (${callsText(trace.calls.length)}).`
    return { pass: true, sentence }
  }
  const state =
    first.headersMs === undefined ? 'had no answer yet' : 'has a body that was not read to its end'
  return {
    pass: false,
    sentence: `Expected nothing to be left in flight, but ${wereText(open.length)}: ${nameIn(trace, first)}, sent at ${msText(first.sentMs)}, ${state}. Wait for each call, or abort it.`,
    wanted: () => ({
      ...trace,
      calls: trace.calls.map((call) =>
        call.endMs === undefined ? { ...call, endMs: trace.nowMs, outcome: 'ok' } : call,
      ),
    }),
  }
}
