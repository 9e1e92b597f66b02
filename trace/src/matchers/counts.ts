import type { Call, Trace } from '../call.ts'
import { msText } from '../ms.ts'
import { checkCount, type Verdict } from './judge.ts'
import { callsText, nameIn, wereText } from './words.ts'

export function haveCalls(trace: Trace, expected: number): Verdict {
  checkCount('toHaveCalls', expected)
  const { calls, dropped } = trace
  const sent = calls.length + dropped
  if (sent === expected) {
    const sentence = `Expected a number of calls other than ${expected}, but ${wereText(expected)} sent.`
    return { pass: true, sentence }
  }
  const few = sent < expected && sent > 0 ? 'only ' : ''
  const extra = calls[expected - dropped]
  const first = extra === undefined ? '' : `: the first extra one is ${sentText(trace, extra)}`
  return {
    pass: false,
    sentence: `Expected ${callsText(expected)}, but ${few}${wereText(sent)} sent${first}.`,
    wanted: () => only(trace, (call) => call.id < expected),
  }
}

export function haveAborted(trace: Trace, expected: number): Verdict {
  checkCount('toHaveAborted', expected)
  const aborted = trace.calls.filter((call) => call.outcome === 'aborted')
  if (aborted.length === expected) {
    const sentence = `Expected a number of aborted calls other than ${expected}, but ${wereText(expected)} aborted.`
    return { pass: true, sentence }
  }
  const extra = aborted[expected]
  const hint =
    extra === undefined
      ? 'pass the signal to each call, and abort it when the answers are no longer needed'
      : `the first extra one is ${sentText(trace, extra)}`
  const sentence = `Expected ${callsText(expected, 'aborted ')}, but ${wereText(aborted.length)} aborted: ${hint}.`
  return { pass: false, sentence }
}

export function haveAttempts(trace: Trace, target: string, expected: number): Verdict {
  checkCount('toHaveAttempts', expected)
  const attempts = trace.calls.filter((call) => goesTo(call, target))
  const seen = attempts.length
  if (seen === expected) {
    const sentence = `Expected a number of attempts at ${target} other than ${expected}, but ${wereText(expected)} made.`
    return { pass: true, sentence }
  }
  const kept = new Set(attempts.slice(0, expected))
  return {
    pass: false,
    sentence: `Expected ${expected === 1 ? '1 attempt' : `${expected} attempts`} at ${target}, but ${wereText(seen)} made${attemptsHint(trace, attempts, expected)}.`,
    ...(seen > expected && {
      wanted: () => only(trace, (call) => !goesTo(call, target) || kept.has(call)),
    }),
  }
}

function attemptsHint(trace: Trace, attempts: readonly Call[], expected: number): string {
  const extra = attempts[expected]
  if (extra !== undefined) return `: the first extra one was sent at ${msText(extra.sentMs)}`
  const last = attempts.at(-1)
  if (last === undefined) {
    const others = [...new Set(trace.calls.map((call) => nameIn(trace, call)))]
    return others.length === 0
      ? ': no call was sent'
      : `: calls went to ${others.slice(0, 5).join(', ')}${others.length > 5 ? ' …' : ''}`
  }
  const end = last.outcome === 'http-error' ? `a ${last.status}` : last.outcome
  return `, and the last one ended as ${end}`
}

/** Whether a call's URL is `target`, in full or from its path on, with or without the query. */
function goesTo({ url }: Call, target: string): boolean {
  if (url === target) return true
  const parsed = URL.parse(url)
  return (
    parsed !== null && (parsed.pathname === target || parsed.pathname + parsed.search === target)
  )
}

const sentText = (trace: Trace, call: Call): string =>
  `${nameIn(trace, call)}, sent at ${msText(call.sentMs)}`

function only(trace: Trace, keep: (call: Call) => boolean): Trace | undefined {
  const calls = trace.calls.filter(keep)
  return calls.length === trace.calls.length ? undefined : { ...trace, calls }
}
