import { ending, isSame, reasonOf, shown } from '@overlap/scenarios'
import type { Wanted } from './model.ts'
import type { Played } from './play.ts'

/** An argument, after "called". */
export const withArg = (arg: unknown): string =>
  arg === undefined ? 'without an argument' : `with ${shown(arg)}`

/** What each caller gets, and when. */
export function results({ came }: Played, { calls, ends }: Wanted): [boolean, string][] {
  const i = came.findIndex(({ result, settledMs }, n) => {
    const want = ends[n]!
    if (result === undefined || settledMs !== want.atMs) return true
    return want.end.ok
      ? result.status !== 'fulfilled' || !Object.is(result.value, want.end.value)
      : result.status !== 'rejected' || !Object.is(result.reason, want.end.error)
  })
  const want = ends[i]
  const one = came[i]
  if (!want || !one) return []
  const { result, settledMs = Infinity, caller } = one
  const { startMs } = calls[want.call ?? 0]!
  const isFirst = caller.atMs === startMs
  const who = `The caller who came at ${caller.atMs} ms${isFirst ? '' : `, during a call that began at ${startMs} ms,`}`
  const got = result?.status === 'fulfilled' ? result.value : undefined
  return [
    [
      !want.end.ok && result === undefined,
      `The call ${withArg(caller.arg)} failed at ${want.atMs} ms, but the promise of a caller who waited for it never ` +
        'settled. All who wait get the error: give them the same promise.',
    ],
    [
      result === undefined,
      `${who} never got a result, although the call ended at ${want.atMs} ms.`,
    ],
    [
      !want.end.ok && result?.status === 'fulfilled',
      `The call ${withArg(caller.arg)} failed with ${shown(reasonFrom(want.end))}, but a caller's promise resolved with ` +
        `${shown(got)}. Everyone who waited gets the error.`,
    ],
    [
      !want.end.ok && !Object.is(reasonOf(result), reasonFrom(want.end)),
      `The call ${withArg(caller.arg)} failed with ${shown(reasonFrom(want.end))}, but a caller's promise ` +
        `${ending(result)}. Everyone who waited gets the error itself.`,
    ],
    [
      want.end.ok && result?.status === 'rejected' && startMs === want.atMs,
      `\`fn\` returned ${shown(want.end.ok && want.end.value)} at ${startMs} ms instead of a promise, and the caller's promise ` +
        `${ending(result)}. \`fn\` may return a plain value, or throw. Call it within an \`async\` function.`,
    ],
    [
      want.end.ok && result?.status === 'rejected',
      `The call ${withArg(caller.arg)} resolved at ${want.atMs} ms, but a caller's promise ${ending(result)}.`,
    ],
    [
      want.end.ok && !Object.is(got, want.end.ok && want.end.value),
      `${who} should get the value of that call, ${shown(want.end.ok && want.end.value)}, but ` +
        `got ${shown(got)}${want.end.ok && isSame(got, want.end.value) ? ', a copy. Return the object itself' : ''}.`,
    ],
    [
      settledMs > want.atMs,
      `${who} had its result only at ${settledMs} ms, although the call ended at ${want.atMs} ms. Don't look again ` +
        'and again with a timer, and wait for nothing else: await the promise of the call.',
    ],
    [
      settledMs < want.atMs,
      `${who} had a result at ${settledMs} ms, before the call ended at ${want.atMs} ms.`,
    ],
  ]
}

function reasonFrom(end: { readonly ok: boolean; readonly error?: unknown }): unknown {
  return end.error
}
