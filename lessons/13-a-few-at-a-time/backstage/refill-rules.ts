import { diagnose, inPool } from '@overlap/trace'
import { diagnoseCalls } from './order-rules.ts'
import type { Played } from './play.ts'
import { plan, type Scene } from './scenes.ts'

/** As soon as a call ends, the next one starts, in the order of the items. */
export function diagnoseRefill(played: Played, scene: Scene): void {
  diagnoseCalls(played, scene)
  const { run, seen, peak } = played
  const { latenciesMs, limit } = scene
  const wanted = plan(scene)
  const lastMs = Math.max(0, ...wanted.map(({ endMs }) => endMs))
  const startOf = (at: number): number => seen.find((one) => one.at === at)?.startMs ?? Infinity
  const lateAt = wanted.findIndex(({ startMs }, at) => startOf(at) > startMs)
  const early = seen.find(({ at, startMs }) => startMs < (wanted[at]?.startMs ?? 0))
  const lateMs = startOf(lateAt)
  const freeMs = wanted[lateAt]?.startMs ?? 0
  const most = Math.min(limit, latenciesMs.length)
  const isBatch = startsOf(latenciesMs, limit).every((ms, at) => startOf(at) === ms)
  const isOneByOne = peak === 1 && most > 1
  const free = `At ${freeMs} ms a slot was free, but the call for item ${lateAt + 1} started only at ${lateMs} ms`
  diagnose(
    run,
    [
      [
        lateAt >= 0 && isOneByOne,
        `With \`limit: ${limit}\`, only 1 call was in flight at a time: each one waited for the one before. Start ` +
          'calls without awaiting them until all slots are taken.',
      ],
      [
        lateAt >= 0 && isBatch,
        `${free}, together with the rest of its batch. A batch waits for its slowest call, and the ` +
          'slots of the others stand idle. Start the next call as soon as any call ends.',
      ],
      [
        lateAt >= 0 && early !== undefined,
        `The call for item ${(early?.at ?? 0) + 1} started before the call for item ${lateAt + 1}. If you deal the ` +
          'items out to the slots beforehand, one slot runs out of work while others have too much. Let each slot ' +
          'take the next item of one shared list.',
      ],
      [
        lateAt >= 0 && peak < most,
        `${free}: you never had more than ${peak} calls in flight with \`limit: ${limit}\`. Start calls until all ` +
          'slots are taken.',
      ],
      [
        lateAt >= 0 && seen.every(({ endMs }) => endMs !== lateMs),
        `${free}, when no call had ended, so your code waited for a timer. When a call ends, start the next one right away.`,
      ],
      [
        lateAt >= 0,
        `${free}. When a call ends, start the next one right away. Don't wait for another call.`,
      ],
      [
        run.settledMs < lastMs,
        `Your promise settled at ${run.settledMs} ms, but the last call ended at ${lastMs} ms. Wait for every call.`,
      ],
      [
        run.settledMs > lastMs,
        `The last call ended at ${lastMs} ms, but your promise settled only at ${run.settledMs} ms. Resolve when ` +
          "the last call ends. Don't wait for a timer.",
      ],
    ],
    limit < Infinity ? inPool(run.trace, limit) : undefined,
  )
}

/** When each call would start in batches. */
function startsOf(latenciesMs: readonly number[], limit: number): number[] {
  let nowMs = 0
  let slowestMs = 0
  return latenciesMs.map((ms, i) => {
    if (i > 0 && i % limit === 0) {
      nowMs += slowestMs
      slowestMs = 0
    }
    slowestMs = Math.max(slowestMs, ms)
    return nowMs
  })
}
