import type { Hooked, Ignoring } from './further-play.ts'
import type { Nonsense } from './argument-rules.ts'
import type { Lost, Pair } from './order-play.ts'
import { ALWAYS, longestMs, scene } from './scenes.ts'

// The scenarios that are played first: those whose pictures teach.

export const lostAnswer: Lost = { trouble: 'reset', first: 1 }

export const firstLost: readonly Lost[] = [
  { trouble: 503, first: 1, idempotencyKey: null },
  { trouble: 'reset', first: 1, idempotencyKey: null, always: true },
  { trouble: 'reset', first: 1, idempotencyKey: null, always: true, retries: 3 },
  { trouble: 'reset', first: 1, idempotencyKey: undefined },
  { trouble: 422, first: 1 },
  { trouble: 'truncated', first: 2, idempotencyKey: 'cart-4711' },
  { trouble: 503, first: 3, retries: 3, delayMs: 50 },
  { trouble: 422, first: 1, always: true },
]

export const firstPairs: readonly Pair[] = [
  { same: false, together: false, keys: [undefined, undefined] },
  { same: true, together: true, keys: [undefined, undefined] },
  { same: true, together: false, keys: ['monday', undefined] },
]

export const firstHooked: readonly Hooked[] = [
  {
    scene: scene(ALWAYS, { retries: 3 }),
    yes: 1,
    thinkMs: 0,
    delays: [50, 150],
  },
  {
    scene: scene(ALWAYS, { retries: 2 }),
    yes: 9,
    thinkMs: 20,
    delays: [50, 150],
  },
]

const reason = new Error('the user left the page')

export const firstIgnoring: readonly Ignoring[] = [
  { who: 'fn', ms: 400, attempt: 0, end: 'rejects', reason },
  { who: 'shouldRetry', ms: 400, attempt: 0, end: 'resolves', reason },
]

export const refused: readonly Nonsense[] = [
  ...[-1, 1.5, NaN, -Infinity].map((value): Nonsense => ({ option: 'retries', value })),
  ...[-1, NaN, Infinity].map((value): Nonsense => ({ option: 'delayMs', value })),
  ...[-1, NaN, Infinity].map((value): Nonsense => ({ option: 'delayMs', value, isReturned: true })),
  { option: 'fn', value: undefined },
  { option: 'fn', value: Promise.resolve('a result') },
]

export const accepted = [
  scene(1, { retries: Infinity }),
  scene(1, { delayMs: 0 }),
  scene(1, { delayMs: 0.5 }),
  scene(1, { delayMs: longestMs + 1 }),
  scene(1, { delayMs: 2_592_000_000 }),
]
