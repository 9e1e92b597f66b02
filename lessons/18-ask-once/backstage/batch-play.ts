import { audited, simulate, type Run } from '@overlap/mock-server'
import { fc } from '@overlap/scenarios'
import type { BatchOptions, LoadMany, Shared } from '../types.ts'
import type { Caller } from './scene.ts'

/** The learner's `batched`. */
export type Batched = <Key, T>(
  loadMany: LoadMany<Key, T>,
  options?: BatchOptions,
) => Shared<[key: Key], T>

export interface BatchScene {
  readonly callers: readonly Caller[]
  readonly maxSize?: number
  readonly waitMs?: number
  readonly latencyMs: number
  /** The keys that get an error in place of a value. */
  readonly bad: readonly unknown[]
  /** How the calls end, in turn. `throws`: before there is a promise. `short`: a value is missing. */
  readonly ends: readonly ('values' | 'rejects' | 'throws' | 'short' | 'no array')[]
}

export const batchScene = (
  callers: readonly (readonly [arg: unknown, atMs: number])[],
  more: Partial<BatchScene> = {},
): BatchScene => ({
  callers: callers.map(([arg, atMs]) => ({ arg, atMs })),
  waitMs: 23,
  latencyMs: 105,
  bad: [],
  ends: ['values'],
  ...more,
})

/** Draws scenes in which nobody aborts, and no two things happen at once. */
export const batchScenes: fc.Arbitrary<BatchScene> = fc.record({
  callers: fc
    .array(
      fc.record({
        arg: fc.constantFrom<unknown>(1, 2, 3, 4, 'a', undefined, null),
        atMs: fc.integer({ min: 0, max: 12 }).map((n) => 10 * n),
      }),
      { minLength: 1, maxLength: 10 },
    )
    .map((callers) => callers.toSorted((a, b) => a.atMs - b.atMs)),
  maxSize: fc.constantFrom(1, 2, 3, 100, Infinity),
  waitMs: fc.constantFrom(3, 23, 53),
  latencyMs: fc.constantFrom(15, 45, 105),
  bad: fc.subarray<unknown>([1, 2, 'a']),
  ends: fc.array(fc.constantFrom('values' as const, 'values' as const, 'rejects' as const), {
    minLength: 1,
    maxLength: 3,
  }),
})

export interface Sent {
  readonly keys: readonly unknown[]
  readonly sentMs: number
  readonly signal: AbortSignal | undefined
  abortedMs?: number
}

export interface BatchCame {
  readonly caller: Caller
  result?: PromiseSettledResult<unknown>
  settledMs?: number
}

export interface BatchPlayed {
  readonly run: Run<unknown>
  readonly sent: readonly Sent[]
  readonly came: readonly BatchCame[]
  /** What a batch rejects with. */
  readonly failure: Error
}

export const valueOf = (key: unknown): { readonly of: unknown } => ({ of: key })

export async function playBatch(batched: Batched, scene: BatchScene): Promise<BatchPlayed> {
  const sent: Sent[] = []
  const came = scene.callers.map((caller): BatchCame => ({ caller }))
  const failure = new Error('the batch failed')
  const run = await simulate(
    { latency: scene.latencyMs },
    async (api, time) => {
      const loadMany: LoadMany<unknown, unknown> = (keys, options) => {
        const one: Sent = { keys: [...keys], sentMs: time.nowMs, signal: options?.signal }
        const end = scene.ends[sent.length % scene.ends.length]!
        sent.push(one)
        if (sent.length > 60) return new Promise(() => {})
        one.signal?.addEventListener('abort', () => (one.abortedMs ??= time.nowMs))
        if (end === 'throws') throw failure
        const url = api.url(`/products?ids=${keys.map(String).join(',')}`)
        return fetch(url, one.signal ? { signal: one.signal } : {})
          .then((response) => response.text())
          .then(() => {
            if (end === 'rejects') throw failure
            if (end === 'no array') return undefined as never
            const values = one.keys.map((key) =>
              scene.bad.includes(key) ? new Error(`no ${String(key)}`) : valueOf(key),
            )
            return end === 'short' ? values.slice(1) : values
          })
      }
      const { maxSize, waitMs } = scene
      const options = {
        ...(maxSize !== undefined && { maxSize }),
        ...(waitMs !== undefined && { waitMs }),
      }
      const isDefault = Object.keys(options).length === 0
      const load = audited(isDefault ? batched(loadMany) : batched(loadMany, options))
      await Promise.all(
        came.map(async (one) => {
          const { arg, atMs, abortMs, reason } = one.caller
          if (atMs > 0) await time.sleep(atMs)
          const controller = new AbortController()
          if (abortMs !== undefined) {
            void time.sleep(abortMs - atMs).then(() => controller.abort(reason))
          }
          const { signal } = controller
          const loading = abortMs === undefined ? load(arg) : load(arg, { signal })
          const [result] = await Promise.allSettled([loading])
          one.result = result
          one.settledMs = time.nowMs
        }),
      )
    },
    { leaves: ['call'] },
  )
  return { run, sent, came, failure }
}
