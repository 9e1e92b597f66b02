import type { Call, Trace } from '../call.ts'
import { msText } from '../ms.ts'
import type { Verdict } from './judge.ts'
import { callsText, nameIn, wereText } from './words.ts'

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
    return { pass: true, sentence: `Expected a call to be sent ${when}, but no call was sent.` }
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
 * Finds the calls sent after a failure.
 *
 * For each other call that ended as `ok` at the moment of the failure, one call may be sent at that
 * moment, because it may have been sent before the failure. If the failed call took no time, no call of that moment
 * counts as later.
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
