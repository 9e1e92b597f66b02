import { shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { diagnoseOrder } from './order-rules.ts'
import { play, type MapPool, type Played } from './play.ts'
import { CLOSE_MS, type Pull, type Sourced, type Watched } from './source-play.ts'

/** Items are pulled one at a time, when a slot is free, and the source is closed at an early end. */
export function diagnoseSource(
  { played, watched }: { readonly played: Played; readonly watched: Watched },
  { scene, kind, end }: Sourced,
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
      seen.some(({ item }) => item instanceof Promise),
      'An item of the source was a promise, and `fn` got that promise. Await each item before you call `fn` with it.',
    ],
    [
      eager >= 0,
      `With \`limit: ${limit}\`, item ${eager + 1} was pulled when ${pulls[eager]?.ended} calls had ended, so no slot was free for it. ` +
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
        "closed the source. Call `return()`, but don't wait for it.",
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
  if (end === 'done' && fail === undefined) diagnoseOrder(played, scene)
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
        'handled it. In Node, an unhandled rejection ends the process. Handle the item of a pending pull, too.',
    ],
    [
      run.unhandled.length > 0,
      `Nothing handled a rejection with ${shown(run.unhandled[0])}. In Node, an unhandled rejection ends the process. ` +
        'Handle every promise that `fn` or the source returns.',
    ],
  ])
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
