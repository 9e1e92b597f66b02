import { audited } from '@overlap/mock-server'
import { shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import type { Batched } from './batch-play.ts'
import type { Cached } from './cache-edges.ts'
import type { SingleFlight } from './key-rules.ts'

/** Bad arguments that are refused at once. */
export interface Refused {
  readonly text: string
  readonly make: () => unknown
  readonly type: typeof RangeError | typeof TypeError
  /** A word of the message. */
  readonly names: string
}

export function diagnoseRefused({ text, make, type, names }: Refused): void {
  let thrown: unknown = 'nothing'
  try {
    audited(make, { returns: 'value' })()
  } catch (error) {
    thrown = error
  }
  diagnose({ calls: [], marks: [], nowMs: 0, epochMs: 0 } as never, [
    [
      !(thrown instanceof type) || !thrown.message.includes(names),
      `\`${text}\` should throw a ${type.name} that names \`${names}\`, but ` +
        `${thrown === 'nothing' ? "didn't throw" : `threw ${shown(thrown)}`}. Keep the checks of the starter.`,
    ],
  ])
}

const bad = (value: unknown): never => value as never
const load = (): number => 3
const many = (keys: readonly unknown[]): readonly unknown[] => keys

export const refusedFlight = (singleFlight: SingleFlight): readonly Refused[] => [
  {
    text: 'singleFlight(undefined)',
    make: () => singleFlight(bad(undefined)),
    type: TypeError,
    names: 'fn',
  },
  {
    text: "singleFlight(fn, { key: 'id' })",
    make: () => singleFlight(load, { key: bad('id') }),
    type: TypeError,
    names: 'key',
  },
]

const cacheWith = (cached: Cached, options: object): Refused['make'] => {
  return () => cached(load, bad({ ttlMs: 1, ...options }))
}

export const refusedCache = (cached: Cached): readonly Refused[] => [
  {
    text: 'cached(3, { ttlMs: 1 })',
    make: () => cached(bad(3), { ttlMs: 1 }),
    type: TypeError,
    names: 'fn',
  },
  {
    text: "cached(fn, { ttlMs: 1, key: 'id' })",
    make: cacheWith(cached, { key: 'id' }),
    type: TypeError,
    names: 'key',
  },
  {
    text: 'cached(fn, {})',
    make: cacheWith(cached, { ttlMs: undefined }),
    type: RangeError,
    names: 'ttlMs',
  },
  {
    text: 'cached(fn, { ttlMs: -1 })',
    make: cacheWith(cached, { ttlMs: -1 }),
    type: RangeError,
    names: 'ttlMs',
  },
  {
    text: 'cached(fn, { ttlMs: NaN })',
    make: cacheWith(cached, { ttlMs: NaN }),
    type: RangeError,
    names: 'ttlMs',
  },
  {
    text: 'cached(fn, { ttlMs: 1, maxSize: 0 })',
    make: cacheWith(cached, { maxSize: 0 }),
    type: RangeError,
    names: 'maxSize',
  },
  {
    text: 'cached(fn, { ttlMs: 1, maxSize: 1.5 })',
    make: cacheWith(cached, { maxSize: 1.5 }),
    type: RangeError,
    names: 'maxSize',
  },
]

export const refusedStale = (cached: Cached): readonly Refused[] => [
  {
    text: 'cached(fn, { ttlMs: 1, staleMs: -1 })',
    make: cacheWith(cached, { staleMs: -1 }),
    type: RangeError,
    names: 'staleMs',
  },
]

export const refusedBatch = (batched: Batched): readonly Refused[] => [
  {
    text: 'batched(undefined)',
    make: () => batched(bad(undefined)),
    type: TypeError,
    names: 'loadMany',
  },
  {
    text: 'batched(loadMany, { maxSize: 0 })',
    make: () => batched(many, { maxSize: 0 }),
    type: RangeError,
    names: 'maxSize',
  },
  {
    text: 'batched(loadMany, { waitMs: -1 })',
    make: () => batched(many, { waitMs: -1 }),
    type: RangeError,
    names: 'waitMs',
  },
  {
    text: 'batched(loadMany, { waitMs: Infinity })',
    make: () => batched(many, { waitMs: Infinity }),
    type: RangeError,
    names: 'waitMs',
  },
]
