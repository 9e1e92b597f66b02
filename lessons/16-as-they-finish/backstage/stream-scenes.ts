import { fc, reasons } from '@overlap/scenarios'

/** The items of a stream, and how a loop reads what becomes of them. */
export interface StreamScene {
  /** How long the call for each item takes. */
  readonly latenciesMs: readonly number[]
  readonly limit: number
  readonly buffer?: number
  readonly ordered?: boolean
  /** How long the loop works on each result. */
  readonly workMs: number
  readonly kind: 'iterable' | 'async iterable'
  /** How long each pull of an async iterable takes. */
  readonly pullMs: number
  /** What comes after the items. `endless`: more of them. */
  readonly end: 'done' | 'throws' | 'endless'
  /** The call that fails, and with what. */
  readonly fail?: { readonly at: number; readonly error: unknown; readonly throws: boolean }
  /** After how many results the loop ends early. */
  readonly stopAfter?: number
  /** When the caller's signal aborts; -1: before. */
  readonly abortMs?: number
  readonly reason?: unknown
}

/** Latencies that differ, so that there is always one call that ends first. */
const latenciesMs = (minLength: number, maxLength: number): fc.Arbitrary<number[]> =>
  fc
    .array(fc.integer({ min: 1, max: 20 }), { minLength, maxLength })
    .map((list) => list.map((n, i) => 10 * n + i))

const base = {
  limit: fc.constantFrom(1, 2, 3, 5),
  buffer: fc.constantFrom(0, 1, 3, Infinity),
  ordered: fc.boolean(),
  workMs: fc.constantFrom(0, 0, 25, 150),
  kind: fc.constantFrom('iterable' as const, 'async iterable' as const),
  pullMs: fc.constantFrom(0, 0, 7),
}

/** Draws streams that end well. */
export const calmStreams: fc.Arbitrary<StreamScene> = fc.record({
  latenciesMs: latenciesMs(0, 9),
  ...base,
  end: fc.constant('done' as const),
})

/** Draws streams that end with an error. */
export const failingStreams: fc.Arbitrary<StreamScene> = fc
  .record({
    latenciesMs: latenciesMs(2, 7),
    ...base,
    buffer: fc.constantFrom(0, 2),
    end: fc.constantFrom('done' as const, 'throws' as const, 'endless' as const),
    part: fc.nat({ max: 99 }),
    error: reasons,
    throws: fc.boolean(),
  })
  .map(({ part, error, throws, ...scene }) => {
    const at = Math.floor((scene.latenciesMs.length * part) / 100)
    return scene.end === 'throws' ? scene : { ...scene, fail: { at, error, throws } }
  })

export const plain = {
  limit: 2,
  workMs: 0,
  kind: 'iterable',
  pullMs: 0,
  end: 'done',
} as const satisfies Partial<StreamScene>

/** The options of a scene, as code. */
export function optionsText({ limit, buffer = 0, ordered = false }: StreamScene): string {
  return `limit: ${limit}${buffer > 0 ? `, buffer: ${buffer}` : ''}${ordered ? ', ordered: true' : ''}`
}

/** A stream in a few words. */
export function tellStream(scene: StreamScene): string {
  const { latenciesMs, workMs, fail } = scene
  const calls = latenciesMs.join(', ') || 'no'
  return (
    `\`{ ${optionsText(scene)} }\`, calls of ${calls} ms` +
    `${workMs > 0 ? `, ${workMs} ms of work for each result` : ''}${fail ? `, call ${fail.at + 1} failing` : ''}`
  )
}
