import { fc } from '@overlap/scenarios'
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
  {
    scene: { latenciesMs: [30, 20, 10], limit: Infinity },
    kind: 'iterable',
    pullMs: 0,
    end: 'done',
  },
  {
    scene: { latenciesMs: [30, 20, 10], limit: Infinity },
    kind: 'async iterable',
    pullMs: 20,
    end: 'done',
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
