import { count, shown, type Sentence } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { planOf } from './stream-model.ts'
import type { StreamPlayed } from './stream-play.ts'
import type { StreamScene } from './stream-scenes.ts'

/** Which call a result is of. -1: none. */
const callOf = (result: unknown): number =>
  Number(/^result (\d+)$/.exec(String(result))?.[1] ?? 0) - 1

/** The limit, the bound on what is pulled ahead, and how `fn` is called. */
export function boundSentences(played: StreamPlayed, scene: StreamScene): Sentence[] {
  const { calls, got, pulls, peak } = played
  const { limit, buffer = 0 } = scene
  const most = limit + buffer
  // A result that comes at the moment of a pull makes room for it.
  const readAt = (at: number): number => got.filter(({ ms }) => ms <= at).length
  const eager = pulls.find(({ pulled, ms }) => pulled - readAt(ms) >= most)
  const read = eager ? readAt(eager.ms) : 0
  const overlapping = pulls.findIndex(({ overlaps }) => overlaps)
  const odd = calls.find(({ item, index }) => index !== Number(item) - 1)
  const unsigned = calls.find(({ signal }) => !(signal instanceof AbortSignal))
  return [
    [
      peak > limit,
      `With \`limit: ${limit}\`, ${peak} calls were in flight at once. Call \`fn\` only if fewer than \`limit\` calls are in ` +
        'flight.',
    ],
    [
      overlapping >= 0,
      `Pull ${overlapping + 1} began before pull ${overlapping} had ended. Not every async iterator allows that: await each ` +
        '`next()` before you call the next one.',
    ],
    [
      eager !== undefined && read === 0 && most < 20 && pulls.length > 100,
      `With \`limit: ${limit}\` and \`buffer: ${buffer}\`, the source was read without a bound. It may be endless, or hold more ` +
        'than fits in memory. Pull an item only if fewer than `limit + buffer` items are ahead of the loop.',
    ],
    [
      eager !== undefined,
      `With \`limit: ${limit}\` and \`buffer: ${buffer}\`, ${eager?.pulled} items had been pulled and the loop had got ` +
        `${count(read, 'result')} when the next item was pulled, at ${eager?.ms} ms. A slow loop has to slow down the source: at most ` +
        `\`limit + buffer\` items, here ${most}, may be ahead of the loop.`,
    ],
    [
      odd !== undefined,
      `\`fn\` was called with item ${shown(odd?.item)} and index ${shown(odd?.index)}. Call \`fn(item, index, { signal })\`, ` +
        'with the item as it came, and its position in the source.',
    ],
    [
      unsigned !== undefined,
      '`fn` was called without a signal. Call `fn(item, index, { signal })`.',
    ],
  ]
}

/** A stream without an error yields everything, in order, as soon as it can. */
export function diagnoseStream(played: StreamPlayed, scene: StreamScene): void {
  const { run, calls, got, pulls } = played
  const { latenciesMs, ordered = false, kind, limit, buffer = 0, workMs } = scene
  const plan = planOf(scene)
  const order = got.map(({ result }) => callOf(result))
  const unknown = got.find((_, i) => (order[i] ?? -1) < 0)
  const wrong = got.findIndex(({ ms }, i) => ms !== plan.got[i]?.ms || order[i] !== plan.got[i]?.at)
  const one = plan.got[wrong]
  const late = calls.findIndex(({ startMs }, i) => startMs !== plan.startsMs[i])
  const lateMs = calls[late]?.startMs ?? 0
  const isAtAsk = workMs > 0 && got.some(({ ms }) => ms + workMs === lateMs)
  const couldStart =
    `With \`limit: ${limit}\` and \`buffer: ${buffer}\`, call ${late + 1} could start at ${plan.startsMs[late]} ms, but it started ` +
    `only at ${lateMs} ms`
  const isSorted = order.every((at, i) => i === 0 || at > (order[i - 1] ?? 0))
  diagnose(run, [
    [
      pulls.length === 0,
      `The source is ${kind === 'iterable' ? 'an iterable' : 'an async iterable'}, and no item was taken from it` +
        `${run.outcome === 'rejected' ? `: the loop got ${shown(run.reason)}` : ''}. Open it with \`iteratorOf\`.`,
    ],
    ...boundSentences(played, scene),
    [
      run.outcome === 'rejected',
      `No call failed, but the loop got the error ${shown(run.reason)}.`,
    ],
    [
      unknown !== undefined,
      `The loop got ${shown(unknown?.result)}, but the calls returned \`'result 1'\`, \`'result 2'\` … Yield what \`fn\` returns.`,
    ],
    [
      wrong >= 0 && ordered && !isSorted,
      `With \`ordered: true\`, the results came in the order ${order.map((at) => at + 1).join(', ')}. Keep a result until those of ` +
        'all items before it have been yielded.',
    ],
    [
      wrong >= 0 && !ordered && isSorted && plan.got.some(({ at }, i) => at !== i),
      `Call ${(one?.at ?? 0) + 1} had ended, but the loop got ${shown(got[wrong]?.result)} first: the results came in the order of the ` +
        'items. That is for `ordered: true`. By default, yield whichever is ready first.',
    ],
    [
      late >= 0 && lateMs > (plan.startsMs[late] ?? 0) && isAtAsk,
      `${couldStart}, when the loop called \`next()\`. Up to \`limit + buffer\` items, here ${limit + buffer}, may be ahead of ` +
        'the loop, and a result that you yield no longer counts. Count it before the `yield`: the code after it runs only at ' +
        'the next `next()`.',
    ],
    [
      late >= 0 && lateMs > (plan.startsMs[late] ?? 0),
      `${couldStart}. Start the next call as soon as a slot is free and fewer than \`limit + buffer\` items are ahead of ` +
        'the loop, also while the loop is at work.',
    ],
    [
      wrong >= 0 && one !== undefined && (got[wrong]?.ms ?? 0) > one.ms,
      `The loop could get result ${wrong + 1} at ${one?.ms} ms, but it got it at ${got[wrong]?.ms} ms.`,
    ],
    [
      run.outcome === 'never-settles',
      `The loop got ${got.length} of ${latenciesMs.length} results, and then waited forever. The stream ends when the source has no ` +
        'more items and every result has been yielded.',
    ],
    [
      got.length !== latenciesMs.length,
      `The source had ${count(latenciesMs.length, 'item')}, and the loop got ${count(got.length, 'result')}. Every item has one result.`,
    ],
    [
      wrong >= 0,
      `The loop got the results ${order.map((at) => at + 1).join(', ')}, in this order. Each result comes once, ` +
        `${ordered ? 'in the order of the items' : 'as soon as its call has ended'}.`,
    ],
  ])
}
