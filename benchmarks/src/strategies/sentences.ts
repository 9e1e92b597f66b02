import { numberText } from '@overlap/trace'
import { valueText } from '../report/figure.ts'
import type { Outcomes } from './play-all.ts'
import type { Settings } from './settings.ts'

/** What the figures of all strategies say. Each sentence is computed from them. */
export function sentences(outcomes: Outcomes, settings: Settings): string[] {
  return [
    atOnce(outcomes),
    batches(outcomes),
    longestFirst(outcomes),
    hedged(outcomes),
    lost(outcomes, settings),
    theory(outcomes),
  ].filter((sentence) => sentence !== '')
}

function atOnce({ 'one-by-one': sequence, 'all-at-once': all }: Outcomes): string {
  if (sequence === undefined || all === undefined) return ''
  const times = (sequence.makespanMs / all.makespanMs).toFixed(1)
  return `One after another took ${times} times as long as all at once.`
}

function batches({ batches: slow, pool }: Outcomes): string {
  if (slow === undefined || pool === undefined) return ''
  const times = slow.makespanMs / pool.makespanMs
  if (times < 1.005) return 'Batches took as long as the pool.'
  return `Batches took ${times.toFixed(2)} times as long as the pool: each waits for its slowest call.`
}

function longestFirst({ 'longest-first': first, pool }: Outcomes): string {
  if (first === undefined || pool === undefined) return ''
  const percent = 100 * (1 - first.makespanMs / pool.makespanMs)
  if (percent < 0.5) return ''
  return `With the longest calls first, the pool took ${valueText(percent, '%')} less.`
}

function hedged({ hedged: twice, pool }: Outcomes): string {
  if (twice === undefined || pool === undefined) return ''
  const more = twice.calls - pool.calls
  if (more <= 0) return ''
  const calls = `${numberText(more)} second ${more === 1 ? 'call' : 'calls'}, on top of the limit`
  const [from, to] = [pool, twice].map(({ load }) => valueText(load.p99, 'ms'))
  const p99 = from === to ? `The p99 stayed at ${from}` : `The p99 went from ${from} to ${to}`
  const percent = 100 * (1 - twice.makespanMs / pool.makespanMs)
  const change = `${valueText(Math.abs(percent), '%')} ${percent > 0 ? 'less' : 'more'}`
  const took = Math.abs(percent) < 0.5 ? 'as long' : change
  return `Hedging sent ${calls}. ${p99}, and the pool took ${took}.`
}

function lost({ pool, retries }: Outcomes, { fail }: Settings): string {
  if (fail === undefined || pool === undefined || retries === undefined) return ''
  return `Without retries, ${numberText(pool.lost)} of ${numberText(pool.calls)} calls were lost; with them, ${numberText(retries.lost)}.`
}

/** How far the makespans are from what theory says. */
function theory(outcomes: Outcomes): string {
  const off = Object.values(outcomes).flatMap(({ makespanMs, theoryMs, name }) =>
    theoryMs === undefined ? [] : [{ name, share: Math.abs(makespanMs / theoryMs - 1) }],
  )
  const [worst] = off.toSorted((a, b) => b.share - a.share)
  if (worst === undefined) return ''
  if (worst.share === 0) return 'Every makespan is exactly what theory says.'
  return `Theory and measurement differ by at most ${valueText(100 * worst.share, '%')} (${worst.name}).`
}
