import { fc } from '@overlap/scenarios'
import type { VirtualTime } from '@overlap/mock-server'
import type { Source } from '../types.ts'
import { play, type MapPool, type Played, type Seen } from './play.ts'
import { manyLatencies, type Scene } from './scenes.ts'

/** A scene whose items come from a source that is watched. */
export interface Sourced {
  readonly scene: Scene
  readonly kind: 'iterable' | 'async iterable'
  /** How long each pull of an async iterable takes. */
  readonly pullMs: number
  /** Each item is a promise that resolves so many ms after its pull. Missing: items are plain values. */
  readonly itemMs?: number
  /**
   * What comes after the items of the scene. `hangs`: the pull never ends. `endless`: more items. `rejects`: more
   * items, each a promise that rejects.
   */
  readonly end: 'done' | 'throws' | 'hangs' | 'endless' | 'rejects'
}

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

/** Draws sources. Those that hang or never end have a call that fails. */
export const sourced: fc.Arbitrary<Sourced> = fc
  .record({
    latenciesMs: manyLatencies(1, 9),
    limit: fc.constantFrom(1, 2, 3, 8),
    kind: fc.constantFrom('iterable' as const, 'async iterable' as const),
    pullMs: fc.constantFrom(0, 0, 20),
    itemMs: fc.constantFrom(undefined, undefined, 0, 30),
    end: fc.constantFrom('done' as const, 'throws' as const, 'hangs' as const, 'endless' as const),
    part: fc.nat({ max: 99 }),
  })
  .map(({ latenciesMs, limit, kind, pullMs, itemMs, end, part }): Sourced => {
    const at = Math.floor((latenciesMs.length * part) / 100)
    const mustFail = end === 'endless' || (end === 'hangs' && kind === 'async iterable')
    const fails = mustFail ? [failing(at)] : []
    const promised = itemMs === undefined ? {} : { itemMs }
    return {
      scene: { latenciesMs, limit, fails },
      kind,
      pullMs,
      ...promised,
      end: usable(end, kind),
    }
  })

const failing = (at: number) => ({ at, error: new Error('sold out'), manner: 'rejects' }) as const

const usable = (end: Sourced['end'], kind: Sourced['kind']): Sourced['end'] =>
  end === 'hangs' && kind === 'iterable' ? 'done' : end

/** Sources whose pictures teach. */
export const firstSourced: readonly Sourced[] = [
  {
    scene: { latenciesMs: [100, 50, 150, 80, 60], limit: 2 },
    kind: 'iterable',
    pullMs: 0,
    end: 'done',
  },
  {
    scene: { latenciesMs: [10, 50, 150, 80, 60], limit: 2 },
    kind: 'async iterable',
    pullMs: 20,
    end: 'done',
  },
  {
    scene: { latenciesMs: [100, 50, 150], limit: 2 },
    kind: 'iterable',
    pullMs: 0,
    itemMs: 30,
    end: 'done',
  },
  {
    scene: { latenciesMs: [100, 55, 150], limit: 2, fails: [failing(1)] },
    kind: 'iterable',
    pullMs: 0,
    end: 'endless',
  },
  {
    scene: { latenciesMs: [5, 100, 150], limit: 3, fails: [failing(0)] },
    kind: 'async iterable',
    pullMs: 10,
    itemMs: 50,
    end: 'endless',
  },
  {
    scene: { latenciesMs: [100, 55, 150], limit: 2, fails: [failing(1)] },
    kind: 'async iterable',
    pullMs: 20,
    end: 'endless',
  },
  {
    scene: { latenciesMs: [55], limit: 2, fails: [failing(0)] },
    kind: 'async iterable',
    pullMs: 0,
    end: 'hangs',
  },
  { scene: { latenciesMs: [100, 50], limit: 2 }, kind: 'iterable', pullMs: 0, end: 'throws' },
  {
    scene: { latenciesMs: [100, 50], limit: 3 },
    kind: 'async iterable',
    pullMs: 20,
    end: 'throws',
  },
  {
    scene: { latenciesMs: [15, 100], limit: 2, fails: [failing(0)] },
    kind: 'async iterable',
    pullMs: 20,
    end: 'endless',
  },
  {
    scene: { latenciesMs: [15], limit: 2, fails: [failing(0)] },
    kind: 'async iterable',
    pullMs: 20,
    end: 'rejects',
  },
]

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
