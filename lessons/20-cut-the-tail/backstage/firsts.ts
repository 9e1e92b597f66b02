import type { HedgedOptions } from '../types.ts'
import { bad, good, one, type Scene } from './scene.ts'

const after = (afterMs: number, ...callers: Scene['callers']): Scene => ({ afterMs, callers })

/** A second call that takes so long that it never wins. */
const slow = good(5000)

export const firstSlow: readonly Scene[] = [
  after(105, one(good(300), good(50))),
  after(105, one(good(60), slow)),
  after(105, one(good(300), good(50), { atMs: 400 })),
  after(105, one(good(300), slow)),
  after(105, one(good(300), good(50)), one(good(40), slow), one(good(200), slow)),
  after(105, one(good(300, { value: undefined }), good(50, { value: 0 }))),
]

export const firstFailed: readonly Scene[] = [
  after(105, one(bad(60), good(50))),
  after(105, one(bad(150), good(200))),
  after(105, one(good(300), bad(50))),
  after(105, one(bad(300), bad(50))),
  after(105, one(bad(150), bad(200))),
  after(105, one(bad(300, { value: undefined }), bad(50, { value: null }))),
  after(105, one(bad(60), bad(50)), one(good(300), bad(50))),
]

export const firstWon: readonly Scene[] = [
  after(105, one(good(300), good(50))),
  after(105, one(good(150), good(300))),
  after(1005, one(good(60), slow)),
  after(1005, one(bad(60), slow)),
  after(105, one(bad(150), good(200))),
  after(105, one(good(300), good(50)), one(good(300), good(50), { atMs: 30 })),
]

const left = new Error('left the page')
const deaf = { ignoresSignal: true } as const

export const firstAborted: readonly Scene[] = [
  after(105, one(good(300), slow, { abortMs: 203, reason: left })),
  after(105, one(good(300), slow, { abortMs: 53, reason: left })),
  after(105, one(good(300), slow, { abortMs: -1, reason: left })),
  after(105, one(good(300, deaf), good(400, deaf), { abortMs: 203, reason: left })),
  after(105, one(bad(150), good(300), { abortMs: 203, reason: null })),
  after(105, one(good(300), good(50), { abortMs: 9003, reason: left })),
  after(105, one(bad(60), good(50), { abortMs: 9003, reason: left })),
  after(105, one(good(60), good(50), { abortMs: 9003, reason: left })),
]

/** Without a second call, the rules for the caller's abort stay the same. */
const single = (why: string, options: HedgedOptions<number>): Scene => ({
  ...after(
    Infinity,
    one(good(300, deaf), slow, { abortMs: 203, reason: left }),
    one(good(300), slow, { abortMs: -1, reason: left }),
    one(good(300), slow, { abortMs: 9003, reason: left }),
  ),
  single: { why, options },
})

export const singles = {
  never: single('`afterMs` is `Infinity`', { afterMs: Infinity }),
  unlearned: single("`afterMs` is `'p95'`, and there were no answers so far", { afterMs: 'p95' }),
  unpaid: single('`maxExtra` is 0', { afterMs: 105, maxExtra: 0 }),
  unsafe: single('`isSafe` returned `false`', { afterMs: 105, isSafe: () => false }),
}

export const firstManners: readonly Scene[] = [
  { ...after(105, one(good(300), good(50))), returnsResponse: true },
  { ...after(105, one(good(150), good(300))), returnsResponse: true },
  {
    ...after(105, one(good(300), good(50), { abortMs: 183, reason: left })),
    returnsResponse: true,
  },
  after(105, one(bad(0, { end: 'throws' }), slow)),
  after(105, one(good(300), bad(0, { end: 'throws' }))),
  after(105, one(bad(300), bad(0, { end: 'throws' }))),
  after(105, one(good(300, deaf), good(50))),
  after(105, one(bad(300, deaf), good(50))),
  { ...after(105, one(good(190, deaf), good(50))), returnsResponse: true },
]
