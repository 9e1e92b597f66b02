import { numberText } from '@overlap/trace'
import { valueText } from '../report/figure.ts'
import type { Outcomes } from './play-all.ts'
import { timesOf } from './ratio.ts'
import { callsText, type Settings } from './settings.ts'

/** What the figures of all strategies say. Each sentence is computed from them. */
export function sentences(outcomes: Outcomes, settings: Settings): string[] {
  return [
    atOnce(outcomes),
    batches(outcomes),
    longestFirst(outcomes),
    hedged(outcomes),
    retries(outcomes, settings),
    lost(outcomes, settings),
    theory(outcomes),
  ].filter((sentence) => sentence !== '')
}

function atOnce({ 'one-by-one': sequence, 'all-at-once': all }: Outcomes): string {
  if (sequence === undefined || all === undefined) return ''
  const times = timesOf(sequence.makespanMs, all.makespanMs).toFixed(1)
  return `One after another took ${times} times as long as all at once.`
}

function batches({ batches: slow, pool }: Outcomes): string {
  if (slow === undefined || pool === undefined) return ''
  const times = timesOf(slow.makespanMs, pool.makespanMs)
  if (Math.abs(times - 1) < 0.005) return 'Batches took as long as the pool.'
  const why = times > 1 ? ': each waits for its slowest call' : ''
  return `Batches took ${times.toFixed(2)} times as long as the pool${why}.`
}

function longestFirst({ 'longest-first': first, pool }: Outcomes): string {
  if (first === undefined || pool === undefined) return ''
  const took = comparedWith(first.makespanMs, pool.makespanMs)
  return took === undefined ? '' : `With the longest calls first, the pool took ${took}.`
}

/** `7.9 % less`, or `undefined` if the difference is below half a percent. */
function comparedWith(ms: number, otherMs: number): string | undefined {
  const percent = 100 * (timesOf(ms, otherMs) - 1)
  if (Math.abs(percent) < 0.5) return undefined
  return `${valueText(Math.abs(percent), '%')} ${percent < 0 ? 'less' : 'more'}`
}

function hedged({ hedged: twice, pool }: Outcomes): string {
  if (twice === undefined || pool === undefined) return ''
  const more = twice.calls - pool.calls
  if (more <= 0) return ''
  const calls = `${numberText(more)} second ${more === 1 ? 'call' : 'calls'}, on top of the limit`
  const [from, to] = [pool, twice].map(({ load }) => valueText(load.p99, 'ms'))
  const p99 = from === to ? `The p99 stayed at ${from}` : `The p99 went from ${from} to ${to}`
  const took = comparedWith(twice.makespanMs, pool.makespanMs) ?? 'about as long'
  return `Hedging sent ${calls}. ${p99}, and the pool took ${took}.`
}

function retries({ retries: again }: Outcomes, { fail }: Settings): string {
  if (again === undefined || fail !== undefined) return ''
  return `In the row with retries, 5 % of the calls should fail with a 503: ${numberText(again.failed)} of ${callsText(again.calls)} did.`
}

function lost({ pool, retries: again }: Outcomes, { fail }: Settings): string {
  if (fail === undefined || pool === undefined || again === undefined) return ''
  return `The pool lost ${numberText(pool.lost)} of ${callsText(pool.calls)}; with retries, it lost ${numberText(again.lost)}.`
}

/** How far the makespans are from what theory says. */
function theory(outcomes: Outcomes): string {
  const off = Object.values(outcomes).flatMap(({ makespanMs, theoryMs, name }) =>
    theoryMs === undefined ? [] : [{ name, share: Math.abs(timesOf(makespanMs, theoryMs) - 1) }],
  )
  const [worst] = off.toSorted((a, b) => b.share - a.share)
  if (worst === undefined) return ''
  if (worst.share === 0) return 'Every makespan is exactly what theory says.'
  return `Theory and measurement differ by at most ${valueText(100 * worst.share, '%')} (${worst.name}).`
}
