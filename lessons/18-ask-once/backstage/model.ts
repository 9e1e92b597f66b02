import type { CacheModel, Caller, End, Scene } from './scene.ts'

/** A call of `fn` that has to be made. */
export interface WantedCall {
  readonly arg: unknown
  readonly startMs: number
  /** When it ends, if it isn't aborted. */
  readonly endMs: number
  readonly end: End
  /** When its signal aborts, because nobody waits for it any more. */
  abortedMs?: number
}

/** What a caller has to get, and when. */
export interface WantedEnd {
  readonly atMs: number
  readonly end: End
  /** The number of the call that the value or error comes from. Missing after an abort. */
  readonly call?: number
}

export interface Wanted {
  readonly calls: readonly WantedCall[]
  /** One for each caller. */
  readonly ends: readonly WantedEnd[]
}

interface Flight {
  readonly call: number
  /** The callers who wait. */
  readonly waiting: Set<number>
  isBackground: boolean
}

/** Plays a scene by the rules of the lesson: what has to happen, to the millisecond. */
export function expected(scene: Scene, cache?: CacheModel): Wanted {
  const { callers, latencyMs, manner } = scene
  const calls: WantedCall[] = []
  const ends: WantedEnd[] = []
  const flights = new Map<unknown, Flight>()
  const kept = new Map<unknown, { sinceMs: number; call: number }>()
  const queue: { atMs: number; run: () => void }[] = []

  const keep = (arg: unknown, entry: { sinceMs: number; call: number }): void => {
    kept.delete(arg)
    kept.set(arg, entry)
    if (kept.size > (cache?.maxSize ?? 0)) kept.delete([...kept.keys()][0])
  }

  const start = (arg: unknown, atMs: number): Flight => {
    const call = calls.length
    const endMs = atMs + (manner === 'calls' ? latencyMs : 0)
    const wanted: WantedCall = {
      arg,
      startMs: atMs,
      endMs,
      end: scene.ends[call % scene.ends.length]!,
    }
    calls.push(wanted)
    const flight: Flight = { call, waiting: new Set(), isBackground: false }
    flights.set(arg, flight)
    queue.push({
      atMs: endMs,
      run: () => {
        if (flights.get(arg) !== flight) return
        flights.delete(arg)
        if (cache && wanted.end.ok) keep(arg, { sinceMs: endMs, call })
        for (const i of flight.waiting) ends[i] = { atMs: endMs, end: wanted.end, call }
      },
    })
    return flight
  }

  const arrive = ({ arg, atMs, abortMs, reason }: Caller, i: number): void => {
    const abort = { atMs: Math.max(atMs, abortMs ?? 0), end: { ok: false, error: reason } } as const
    if (abortMs !== undefined && abortMs <= atMs) return void (ends[i] = abort)
    const entry = kept.get(arg)
    const ageMs = entry ? atMs - entry.sinceMs : Infinity
    if (cache && entry && ageMs < cache.ttlMs + cache.staleMs) {
      keep(arg, entry)
      ends[i] = { atMs, end: calls[entry.call]!.end, call: entry.call }
      if (ageMs >= cache.ttlMs) (flights.get(arg) ?? start(arg, atMs)).isBackground = true
      return
    }
    kept.delete(arg)
    const flight = flights.get(arg) ?? start(arg, atMs)
    flight.waiting.add(i)
    if (abortMs === undefined) return
    const leave = (): void => {
      if (ends[i]) return
      ends[i] = abort
      flight.waiting.delete(i)
      if (flight.waiting.size > 0 || flight.isBackground) return
      flights.delete(arg)
      calls[flight.call]!.abortedMs = abortMs
    }
    queue.push({ atMs: abortMs, run: leave })
  }

  for (const [i, caller] of callers.entries()) {
    queue.push({ atMs: caller.atMs, run: () => arrive(caller, i) })
  }
  while (queue.length > 0) {
    queue.sort((a, b) => a.atMs - b.atMs)
    queue.shift()!.run()
  }
  return { calls, ends }
}
