import { shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { diagnoseOrder } from './order-rules.ts'
import { play, type MapPool, type Played } from './play.ts'
import { withoutCalls, type Scene } from './scenes.ts'
import { CLOSE_MS, type Pull, type Watched } from './source-play.ts'
import type { Sourced } from './sources.ts'

/** Items are pulled one at a time, when a slot is free, and the source is closed at an early end. */
export function diagnoseSource(
  { played, watched }: { readonly played: Played; readonly watched: Watched },
  { scene, kind, itemMs, end }: Sourced,
): void {
  const { run, seen } = played
  const { limit, fails = [], latenciesMs } = scene
  const { pulls, closedMs, error } = watched
  const eager = pulls.findIndex(({ ended }, taken) => taken - ended >= limit)
  const overlapping = pulls.findIndex(({ overlaps }) => overlaps)
  const fail = fails[0]
  const what = kind === 'iterable' ? 'an iterable' : 'an async iterable'
  const failMs = seen.find(({ at }) => at === fail?.at)?.endMs
  const late = seen.find(({ startMs }) => startMs > (failMs ?? Infinity))
  const isRefused = limit === Infinity && run.outcome === 'rejected'
  // A picture of the requests for promises would hide the sentence.
  diagnose(withoutCalls(run), [
    [
      isRefused && run.reason instanceof Error && run.reason.message.includes('limit'),
      `\`limit: Infinity\` was passed, and your promise rejected with ${shown(run.reason)}. Allow it: it means no limit.`,
    ],
    [
      isRefused,
      `\`limit: Infinity\` was passed, and your promise rejected with ${shown(run.reason)}. Don't prepare \`limit\` slots ` +
        'up front: start a call only when there is an item for it.',
    ],
    [
      seen.some(({ item }) => item instanceof Promise),
      'An item of the source was a promise, and `fn` got that promise. Await each item before you call `fn` with it.',
    ],
  ])
  diagnose(run, [
    [
      pulls.length === 0,
      `The source is ${what}, and no item was taken from it. ${
        kind === 'iterable'
          ? 'It may be a generator or a `Set`, so it has no `length` and no index: call its `[Symbol.iterator]()`.'
          : 'Call its `[Symbol.asyncIterator]()`, or use `for await`.'
      }`,
    ],
    [
      overlapping >= 0,
      `Pull ${overlapping + 1} began before pull ${overlapping} had ended. Not every async iterator can stand that: ` +
        'await each `next()` before you call the next one.',
    ],
    [
      eager >= 0,
      `With \`limit: ${limit}\`, item ${eager + 1} was pulled when ${endedText(pulls[eager])}, so no slot was free for it. ` +
        'A source may be endless, or hold more than fits in memory: pull the next item only when a slot is free.',
    ],
    [
      fail !== undefined && run.outcome === 'never-settles' && end === 'hangs',
      `A call failed at ${failMs} ms while the source was waiting for its next item, and your promise never settled. ` +
        "Reject as soon as a call fails. Don't wait for the source.",
    ],
    [
      fail !== undefined && run.outcome === 'never-settles',
      `A call failed at ${failMs} ms, and your promise never settled.`,
    ],
    [
      fail !== undefined && !Object.is(run.reason, fail.error),
      `A call failed with ${shown(fail?.error)}, but your promise ` +
        `${run.outcome === 'rejected' ? `rejected with ${shown(run.reason)}` : 'resolved'}. Reject with the error itself.`,
    ],
    [
      fail !== undefined && closedMs === undefined && (end === 'endless' || end === 'hangs'),
      `A call failed at ${failMs} ms, and the source stayed open: a file or a database cursor behind it would ` +
        `leak. Call its iterator's \`return()\` when you stop early.${
          end === 'hangs'
            ? ' If you wrap the source in an async generator, its own `return()` waits for the pending `next()`.'
            : ''
        }`,
    ],
    [
      pulls.some(({ isLate }) => isLate),
      `A call failed at ${failMs} ms and you closed the source, but then you pulled another item from it.`,
    ],
    [
      fail !== undefined && closedMs !== undefined && run.settledMs === closedMs + CLOSE_MS,
      `A call failed at ${failMs} ms, but your promise rejected only at ${run.settledMs} ms, when \`return()\` had ` +
        "closed the source. Don't wait for `return()`. Leaving a `for await` loop waits for it: call `next()` yourself.",
    ],
    [
      failMs !== undefined && late === undefined && run.settledMs > failMs,
      `A call failed at ${failMs} ms, but your promise rejected only at ${run.settledMs} ms. Reject as soon as a call ` +
        "fails. Don't wait for the source or for other calls.",
    ],
    [
      end === 'throws' && run.outcome === 'never-settles',
      `The source threw ${shown(error)}, and your promise never settled. Reject with that error.`,
    ],
    [
      end === 'throws' && !Object.is(run.reason, error),
      `The source threw ${shown(error)}, but your promise ` +
        `${run.outcome === 'rejected' ? `rejected with ${shown(run.reason)}` : 'resolved'}. Reject with that error.`,
    ],
  ])
  if (end === 'done' && fail === undefined) {
    diagnoseOrder(played, scene)
    if (itemMs === undefined) diagnoseIdle(played, watched, limit)
  }
  diagnose(run, [
    [
      seen.length > latenciesMs.length && end !== 'endless',
      `The source had ${latenciesMs.length} items, but \`fn\` was called ${seen.length} times.`,
    ],
    [
      late !== undefined,
      `A call failed at ${failMs} ms, and another one was started at ${late?.startMs} ms. ${causeOf(pulls[Number(late?.index)], failMs)}`,
    ],
    [
      run.unhandled.length > 0 && end === 'rejects',
      `A call failed at ${failMs} ms while an item was being pulled. The item was a promise that rejected, and nothing ` +
        'handled it, which ends the process in Node. When a pull ends after the ' +
        'pool has stopped, handle its item, too.',
    ],
    [
      run.unhandled.length > 0,
      `Nothing handled a rejection with ${shown(run.unhandled[0])}. In Node, an unhandled rejection ends the process. ` +
        'Handle every promise that `fn` or the source returns.',
    ],
  ])
}

/** No slot is idle while the source has items: each is pulled as soon as a slot is free and no other pull is pending. */
function diagnoseIdle({ run, seen }: Played, { pulls }: Watched, limit: number): void {
  const ends = seen.map(({ endMs = Infinity }) => endMs).toSorted((a, b) => a - b)
  const freeMs = pulls.map((_, k) => Math.max(pulls[k - 1]?.endMs ?? 0, ends[k - limit] ?? 0))
  const idle = pulls.findIndex(({ startMs }, k) => k < seen.length && startMs > (freeMs[k] ?? 0))
  diagnose(run, [
    [
      idle >= 0,
      `With \`limit: ${limit}\`, a slot was free at ${freeMs[idle]} ms, but item ${idle + 1} was pulled only at ` +
        `${pulls[idle]?.startMs} ms. Pull the next item as soon as a slot is free and no other pull is pending.`,
    ],
  ])
}

/** The abort ends the pool early, so it closes a source that isn't at its end. */
export function diagnoseClosing(
  { played, watched }: { readonly played: Played; readonly watched: Watched },
  { latenciesMs, abortMs }: Scene,
): void {
  const { pulls, closedMs } = watched
  const isAtEnd = pulls.length === 0 || pulls.length > latenciesMs.length
  diagnose(played.run, [
    [
      !isAtEnd && closedMs === undefined,
      `The caller aborted at ${abortMs} ms, and the source stayed open: a file or a database cursor behind it would ` +
        "leak. Call its iterator's `return()`, as after an error.",
    ],
    [
      pulls.some(({ isLate }) => isLate),
      `The caller aborted at ${abortMs} ms and you closed the source, but then you pulled another item from it.`,
    ],
  ])
}

function endedText(
  { ended }: Pull = { ended: 0, overlaps: false, isLate: false, startMs: 0 },
): string {
  if (ended === 0) return 'no call had ended'
  return ended === 1 ? 'only 1 call had ended' : `only ${ended} calls had ended`
}

/** Why a call started after another one had failed. */
function causeOf(pull: Pull | undefined, failMs = 0): string {
  if (pull === undefined || pull.startMs > failMs) return 'After an error, pull no more items.'
  return (pull.endMs ?? 0) > failMs
    ? 'Its item was being pulled when the call failed. Check for a failure after the `await` of `next()`, too.'
    : 'Its item is a promise, still pending when the call failed. Check for a failure after you await the item, too.'
}

/** Arguments that can't be right. */
export const badArguments = [
  ...[0, -1, 1.5, Number.NaN, '3', undefined, null].map((value) => ({ name: 'limit', value })),
  ...[undefined, 'load', {}].map((value) => ({ name: 'fn', value })),
  ...[undefined, null, 5, {}].map((value) => ({ name: 'items', value })),
] as const

/** Bad arguments are refused by name, before anything is called. */
export async function judgeBadArgument(
  mapPool: MapPool,
  { name, value }: { readonly name: string; readonly value: unknown },
): Promise<void> {
  const isEmpty = name === 'fn' && value === undefined
  const bad = { items: [1, 2, 3], fn: undefined as unknown, limit: 2, [name]: value }
  const call: MapPool = (items, fn) =>
    mapPool(
      (name === 'items' ? bad.items : items) as typeof items,
      (name === 'fn' ? bad.fn : fn) as typeof fn,
      { limit: bad.limit },
    )
  // Without any item, only a check notices a bad `fn`.
  const latenciesMs = isEmpty ? [] : [10, 10, 10]
  const { run, seen } = await play(call, { latenciesMs, limit: 2 })
  const type = name === 'limit' ? RangeError : TypeError
  const message = run.reason instanceof Error ? run.reason.message : ''
  const text = `\`${name}: ${shown(value).slice(1, -1)}\` was passed`
  diagnose(run, [
    [
      seen.length > 0,
      `${text}, and \`fn\` was called. Reject with a ${type.name} before the first call.`,
    ],
    [
      run.outcome !== 'rejected',
      `${text}, and your promise ${run.outcome === 'fulfilled' ? 'resolved' : 'never settled'}. Reject with a ${type.name}.`,
    ],
    [
      !(run.reason instanceof type),
      `${text}, and your promise rejected with ${shown(run.reason)} instead of a ${type.name}.`,
    ],
    [
      !new RegExp(name === 'fn' ? 'fn|function' : name, 'iu').test(message),
      `${text}, and the message of your ${type.name} is ${shown(message)}. Name \`${name}\` in it, so that the ` +
        'caller knows which argument to fix.',
    ],
  ])
}
