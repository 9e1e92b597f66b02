import { ending, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import { earlierOf, lostStaleValue, lostValue } from './eviction-rules.ts'
import type { Wanted } from './model.ts'
import type { Played } from './play.ts'
import type { CacheModel, Caller, End } from './scene.ts'

const errorOf = (end: End | undefined): unknown => (end && !end.ok ? end.error : undefined)

/** A fresh value is served without a call, an expired one is loaded once, and old ones go. */
export function diagnoseCache(played: Played, wanted: Wanted, cache: CacheModel): void {
  const { run, calls, came } = played
  const { ttlMs, staleMs, maxSize } = cache
  const extra = calls.find(
    ({ arg, startMs }) =>
      !wanted.calls.some((call) => Object.is(call.arg, arg) && call.startMs === startMs),
  )
  const stampede = wanted.calls.find(
    ({ arg, startMs, endMs }) =>
      calls.filter(
        (call) =>
          Object.is(call.arg, arg) &&
          call.startMs >= startMs &&
          call.startMs < Math.max(endMs, startMs + 1),
      ).length > 1,
  )
  const herd = calls.filter(
    (call) => Object.is(call.arg, stampede?.arg) && call.startMs >= (stampede?.startMs ?? 0),
  ).length
  const missing = wanted.calls.find(
    ({ arg, startMs }) =>
      !calls.some((call) => Object.is(call.arg, arg) && call.startMs === startMs),
  )
  const options = `With \`ttlMs: ${ttlMs}\`${staleMs > 0 ? ` and \`staleMs: ${staleMs}\`` : ''}`
  const full = Number.isFinite(maxSize)
    ? `${options.replace(' and', ',')} and \`maxSize: ${maxSize}\``
    : options
  const before = earlierOf(wanted, extra)
  const isMade = calls.some(
    ({ arg, startMs }) => Object.is(arg, before?.arg) && startMs === before?.startMs,
  )
  const isFresh = (extra?.startMs ?? 0) < (before?.endMs ?? 0) + ttlMs
  const lost = isMade && isFresh ? before : undefined
  const old = earlierOf(wanted, missing)
  const oldest = old && missing ? missing.startMs - old.endMs : 0
  const i = came.findIndex(({ result, settledMs }, n) => {
    const want = wanted.ends[n]!
    if (!result || settledMs !== want.atMs) return true
    return want.end.ok
      ? result.status !== 'fulfilled' || !Object.is(result.value, want.end.value)
      : result.status !== 'rejected' || !Object.is(result.reason, want.end.error)
  })
  const one = came[i]
  const want = wanted.ends[i]
  const lastOf = (caller: Caller | undefined) =>
    wanted.calls.findLast(
      ({ arg, endMs }) => Object.is(arg, caller?.arg) && endMs <= (caller?.atMs ?? 0),
    )
  const hit = came.findLast(
    ({ caller, settledMs }) =>
      old !== undefined &&
      missing !== undefined &&
      Object.is(caller.arg, missing.arg) &&
      caller.atMs > old.endMs &&
      caller.atMs < missing.startMs &&
      settledMs === caller.atMs,
  )
  const isRenewed =
    hit !== undefined && oldest >= ttlMs && (missing?.startMs ?? 0) - hit.caller.atMs < ttlMs
  const isHit = want?.call !== undefined && want.atMs === one?.caller.atMs
  const left = came.find(
    ({ caller: { arg, abortMs = Infinity } }) =>
      Object.is(arg, one?.caller.arg) && abortMs < (one?.caller.atMs ?? 0),
  )
  const cut = calls.find(
    ({ abortedMs }, n) => abortedMs !== undefined && wanted.calls[n]?.abortedMs === undefined,
  )
  const lostMs = lost?.endMs ?? 0
  const startMs = lost?.startMs ?? 0
  /** Whether it was kept, but only for `ttlMs` from the start of its call. */
  const isShort =
    (extra?.startMs ?? 0) >= startMs + ttlMs &&
    came.some(
      ({ caller: { arg, atMs }, settledMs }) =>
        Object.is(arg, lost?.arg) && settledMs === atMs && atMs > lostMs && atMs < startMs + ttlMs,
    )
  const fresh = Number.isFinite(ttlMs) ? `until ${lostMs + ttlMs} ms` : 'forever'
  diagnose(run, [
    [
      cut !== undefined,
      `${options}, a caller got the old value at ${cut?.startMs} ms, and a call in the background began. At ` +
        `${cut?.abortedMs} ms that caller's signal aborted, and the call with it. The next callers need that call: don't pass ` +
        'the signal of a caller to it.',
    ],
    [
      stampede !== undefined && earlierOf(wanted, stampede) !== undefined,
      `The value for ${shown(stampede?.arg)} had expired when callers came at ${stampede?.startMs} ms, and they made ` +
        `${herd} calls. That's a stampede: each of them found nothing and called \`fn\`. Put \`singleFlight\` ` +
        'around `fn`, inside the cache.',
    ],
    [
      stampede !== undefined,
      `Callers with ${shown(stampede?.arg)} came during one call, and \`fn\` was called ${herd} times. Put ` +
        '`singleFlight` around `fn`, inside the cache.',
    ],
    [
      lost !== undefined && lost.end.ok && lost.end.value === undefined,
      `A call resolved with \`undefined\` at ${lost?.endMs} ms, and ${(extra?.startMs ?? 0) - (lost?.endMs ?? 0)} ms later \`fn\` was called ` +
        'again. `undefined` is a value, too: ask the `Map` for the entry, not for the value.',
    ],
    [
      lost !== undefined && lost.end.ok && !lost.end.value,
      `A call resolved with ${shown(lost?.end.ok && lost.end.value)} at ${lost?.endMs} ms, and \`fn\` was called again ` +
        "although that was still fresh. Don't take a falsy value for a missing one.",
    ],
    ...lostValue(played, wanted, cache, full, { extra, lost }),
    [
      lost !== undefined,
      `${options}, the value that arrived at ${lostMs} ms should be fresh ${fresh}, but at ` +
        `${extra?.startMs} ms \`fn\` was called again. ` +
        (isShort
          ? 'Count `ttlMs` from the arrival of the value, not from the start of the call.'
          : 'Keep each value for that long.'),
    ],
    [
      old?.end.ok === false,
      `A call failed at ${old?.endMs} ms, and at ${missing?.startMs} ms, \`fn\` wasn't called again. Keep values only: if ` +
        'you keep an error, every caller gets it until it expires.',
    ],
    [
      isRenewed,
      `${options}, the value for ${shown(missing?.arg)} arrived at ${old?.endMs} ms, and a caller got it at ${hit?.caller.atMs} ms. At ` +
        `${missing?.startMs} ms it had expired, but \`fn\` wasn't called: each hit made the value fresh again. Count ` +
        '`ttlMs` from its arrival.',
    ],
    [
      old !== undefined && oldest >= ttlMs + staleMs,
      `${options}, the value for ${shown(missing?.arg)} was ${oldest} ms old at ${missing?.startMs} ms, but \`fn\` wasn't ` +
        'called. It had expired: compare its age with the clock.',
    ],
    [
      old !== undefined && staleMs > 0 && oldest >= ttlMs,
      `${options}, the value for ${shown(missing?.arg)} was ${oldest} ms old at ${missing?.startMs} ms, so it was stale, but ` +
        "`fn` wasn't called in the background.",
    ],
    [
      old !== undefined && Number.isFinite(maxSize),
      `${full}, the value for ${shown(missing?.arg)} should be gone at ${missing?.startMs} ms, but \`fn\` wasn't ` +
        'called. When there are more than `maxSize` values, the least recently used one goes.',
    ],
    [
      isHit && (one?.settledMs ?? 0) > want.atMs && lastOf(one?.caller)?.end.ok === false,
      `${options}, a call in the background failed at ${lastOf(one?.caller)?.endMs} ms, and a caller at ${want?.atMs} ms had to wait. ` +
        "Keep the old value until a new one arrives or it's older than `ttlMs + staleMs`.",
    ],
    [
      isHit && (one?.settledMs ?? 0) > want.atMs && left !== undefined,
      `${options}, a caller aborted at ${left?.caller.abortMs} ms, and another one at ${want?.atMs} ms had to wait. The old ` +
        'value stays until a new one arrives: the abort of one caller must not affect the others.',
    ],
    [
      one?.settledMs !== undefined &&
        one.settledMs < (want?.atMs ?? 0) &&
        lastOf(one.caller) !== undefined,
      `${options}, a caller came at ${one?.caller.atMs} ms, when the last value was too old to serve, but it ` +
        'settled without waiting for a new one. Compare the age of a value with `ttlMs + staleMs`.',
    ],
    ...lostStaleValue(played, wanted, cache, full, i),
    [
      isHit && (one?.settledMs ?? 0) > want.atMs && staleMs > 0,
      `${options}, a caller at ${want?.atMs} ms should get the old value right away, but waited for the new one until ` +
        `${one?.settledMs} ms. Return the old value. Don't await the call in the background.`,
    ],
    [
      i >= 0,
      `A caller with ${shown(one?.caller.arg)} came at ${one?.caller.atMs} ms. It should get ` +
        `${want?.end.ok ? shown(want.end.value) : `the error ${shown(errorOf(want?.end))}`} at ${want?.atMs} ms, but its promise ` +
        `${ending(one?.result)}${one?.settledMs === undefined ? '' : ` at ${one.settledMs} ms`}.`,
    ],
    [
      calls.length !== wanted.calls.length,
      `${full}, \`fn\` should be called ${wanted.calls.length} times, but was called ${calls.length} times.`,
    ],
    [
      run.unhandled.length > 0,
      `A call in the background failed with ${shown(run.unhandled[0])}, and nothing caught it. In Node, an unhandled ` +
        'rejection ends the process. Nobody awaits that call, so catch its error.',
    ],
  ])
}
