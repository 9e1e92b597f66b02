import type { VirtualTime } from '@overlap/mock-server'
import type { Source } from '../types.ts'
import { play, type MapPool, type Played, type Seen } from './play.ts'
import type { Scene } from './scenes.ts'
import type { Sourced } from './sources.ts'

/** How long an async iterable takes to close. */
export const CLOSE_MS = 300

/** What was seen of a pull: how many calls had ended, and whether another pull was under way or the source was closed. */
export interface Pull {
  readonly ended: number
  readonly overlaps: boolean
  readonly isLate: boolean
  readonly startMs: number
  endMs?: number
}

/** What was seen of a source. */
export interface Watched {
  readonly pulls: Pull[]
  closedMs?: number
  /** How it failed. */
  readonly error: Error
}

/** More pulls than any scene needs: the source ends then, so that an eager loop does, too. */
const TOO_MANY = 150

/** Runs the learner's `mapPool` on a watched source. */
export async function playSourced(
  mapPool: MapPool,
  sourced: Sourced,
): Promise<{ played: Played; watched: Watched }> {
  const watched: Watched = { pulls: [], error: new Error('the list of products ended early') }
  const played = await play(mapPool, sourced.scene, ['call'], (time, items, seen) =>
    sourceOf(sourced, watched, time, items, seen),
  )
  return { played, watched }
}

/**
 * Runs the learner's `mapPool` on an array whose iterator is watched. Code that reads the array by index, or
 * copies it, has nothing to close.
 */
export async function playArray(
  mapPool: MapPool,
  scene: Scene,
): Promise<{ played: Played; watched: Watched }> {
  const watched: Watched = { pulls: [], error: new Error('the array threw') }
  const played = await play(mapPool, scene, [], (time, items, seen) => {
    const sourced: Sourced = { scene, kind: 'iterable', pullMs: 0, end: 'done' }
    const { [Symbol.iterator]: value } = sourceOf(
      sourced,
      watched,
      time,
      items,
      seen,
    ) as Iterable<unknown>
    return Object.defineProperty([...items], Symbol.iterator, { value })
  })
  return { played, watched }
}

function sourceOf(
  { kind, pullMs, itemMs, end }: Sourced,
  watched: Watched,
  time: VirtualTime,
  items: readonly unknown[],
  seen: readonly Seen[],
): Source<unknown> {
  let next = 0
  let pulling = 0
  const isSync = kind === 'iterable'
  const note = (): Pull => {
    const ended = seen.filter(({ endMs }) => endMs !== undefined).length
    const isLate = watched.closedMs !== undefined
    const pull: Pull = { ended, overlaps: pulling > 0, isLate, startMs: time.nowMs }
    watched.pulls.push(pull)
    return pull
  }
  const itemAt = (at: number): unknown =>
    itemMs === undefined ? items[at] : time.sleep(itemMs).then(() => items[at])
  const step = (isClosed: boolean): IteratorResult<unknown> => {
    const at = next++
    if (isClosed || at > TOO_MANY) return { done: true, value: undefined }
    if (at < items.length) return { done: false, value: itemAt(at) }
    if (end === 'throws') throw watched.error
    if (end === 'rejects') return { done: false, value: Promise.reject(watched.error) }
    return end === 'endless'
      ? { done: false, value: `more ${at}` }
      : { done: true, value: undefined }
  }
  const close = (): IteratorResult<unknown> => {
    watched.closedMs ??= time.nowMs
    return { done: true, value: undefined }
  }
  if (isSync) {
    return {
      [Symbol.iterator]: () => ({
        next: () => {
          note().endMs = time.nowMs
          return step(watched.closedMs !== undefined)
        },
        return: close,
      }),
    }
  }
  return {
    [Symbol.asyncIterator]: () => ({
      async next() {
        const pull = note()
        const isClosed = watched.closedMs !== undefined
        pulling += 1
        if (pullMs > 0) await time.sleep(pullMs)
        if (end === 'hangs' && next >= items.length) return new Promise(() => {})
        pulling -= 1
        pull.endMs = time.nowMs
        return step(isClosed)
      },
      async return() {
        const step = close()
        await time.sleep(CLOSE_MS)
        return step
      },
    }),
  }
}
