import { shown } from '@overlap/scenarios'
import type { Wanted, WantedCall } from './model.ts'
import type { Called, Played } from './play.ts'
import type { CacheModel } from './scene.ts'

/** The call with the same key before `of`. */
export const earlierOf = (
  { calls }: Wanted,
  of: { readonly arg: unknown; readonly startMs: number } | undefined,
): WantedCall | undefined =>
  calls.findLast(
    (call) => Object.is(call.arg, of?.arg) && call.endMs <= (of?.startMs ?? 0) && call !== of,
  )

/** The call `extra` was made because the value of `lost` was no longer there, in a cache of limited size. */
export function lostValue(
  { came }: Played,
  wanted: Wanted,
  { maxSize }: CacheModel,
  options: string,
  { extra, lost }: { readonly extra: Called | undefined; readonly lost: WantedCall | undefined },
): [boolean, string][] {
  if (!extra || !lost || !Number.isFinite(maxSize)) return []
  const { arg, startMs } = extra
  const keys = new Set(
    wanted.calls.filter((call) => call.startMs < startMs).map((call) => call.arg),
  )
  const renewed = wanted.calls.findLast(
    (call) =>
      !Object.is(call.arg, arg) &&
      call.endMs > lost.endMs &&
      call.endMs <= startMs &&
      earlierOf(wanted, call)?.end.ok,
  )
  const isReload = earlierOf(wanted, lost)?.end.ok === true
  const isHit = came.some(
    ({ caller }) => Object.is(caller.arg, arg) && caller.atMs > lost.endMs && caller.atMs < startMs,
  )
  return [
    [
      renewed !== undefined && keys.size <= maxSize,
      `${options}, a new value for ${shown(renewed?.arg)} replaced the old one at ${renewed?.endMs} ms. At ${startMs} ms the ` +
        `value for ${shown(arg)} was gone, although callers had passed only ${keys.size} keys. A value that replaces another ` +
        'needs no more room: evict only if there are more than `maxSize` values.',
    ],
    [
      isReload && !isHit,
      `${options}, a new value for ${shown(arg)} replaced the old one at ${lost.endMs} ms, but at ${startMs} ms it was gone. ` +
        'Loading counts as a use, so other values should go first: move a replaced entry to the end of the `Map`.',
    ],
    [
      keys.size <= maxSize,
      `${options}, callers had passed only ${keys.size} keys by ${startMs} ms, but the value for ${shown(arg)} was gone. Evict only ` +
        'if there are more than `maxSize` values.',
    ],
    [
      true,
      `${options}, the value for ${shown(arg)} should still be there at ${startMs} ms, but \`fn\` was ` +
        'called again. Only the least recently used value goes, and each hit counts as a use.',
    ],
  ]
}

/** A caller had to wait, although a stale value should have been there, in a cache of limited size. */
export function lostStaleValue(
  { came }: Played,
  wanted: Wanted,
  { ttlMs, maxSize }: CacheModel,
  options: string,
  n: number,
): [boolean, string][] {
  const one = came[n]
  const want = wanted.ends[n]
  if (!one || want?.call === undefined || !Number.isFinite(maxSize)) return []
  const { endMs } = wanted.calls[want.call]!
  const { arg, atMs } = one.caller
  const hit = came.find(
    ({ caller, settledMs }) =>
      Object.is(caller.arg, arg) &&
      caller.atMs >= endMs + ttlMs &&
      caller.atMs < atMs &&
      settledMs === caller.atMs,
  )
  const isLost = want.atMs === atMs && (one.settledMs ?? Infinity) > atMs
  return [
    [
      isLost && hit !== undefined,
      `${options}, a caller got the old value for ${shown(arg)} at ${hit?.caller.atMs} ms, but at ${atMs} ms it was gone. ` +
        'Getting a stale value counts as a use, too, so other values should go first.',
    ],
    [
      isLost,
      `${options}, the value for ${shown(arg)} should still be there at ${atMs} ms, but the caller had to wait. Only the least ` +
        'recently used value goes, and only if there are more than `maxSize`.',
    ],
  ]
}
