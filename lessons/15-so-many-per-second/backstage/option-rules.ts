import { simulate } from '@overlap/mock-server'
import { ending, shown } from '@overlap/scenarios'
import { diagnose, Misconception } from '@overlap/trace'
import type { RateLimiterOptions } from '../types.ts'
import { makeLimiter, type MakeLimiter } from './play.ts'

const wrongOptions: readonly (readonly [
  Partial<Record<keyof RateLimiterOptions, unknown>>,
  string,
])[] = [
  [{ limit: 0 }, 'RangeError'],
  [{ limit: 1.5 }, 'RangeError'],
  [{ limit: '5' }, 'TypeError'],
  [{ perMs: 0 }, 'RangeError'],
  [{ perMs: Infinity }, 'RangeError'],
  [{ burst: 0 }, 'RangeError'],
  [{ strict: 'yes' }, 'TypeError'],
]

/** Wrong options are refused when the limiter is made, and what isn't a function when it's wrapped. */
export function refusesWrongOptions(make: MakeLimiter): void {
  for (const [wrong, name] of wrongOptions) {
    const options = { limit: 5, perMs: 1000, ...wrong }
    let thrown: unknown
    try {
      make(options as RateLimiterOptions)
    } catch (error) {
      thrown = error
    }
    if (thrown instanceof Error && thrown.name === name) continue
    throw new Misconception(
      `\`rateLimiter(${shown(options).slice(1, -1)})\` ` +
        `${thrown === undefined ? 'made a limiter' : `threw ${shown(thrown)}`}. Throw a ${name}. \`checkOptions\` of the ` +
        'starter does that.',
      '',
    )
  }
  let wrapped: unknown
  try {
    makeLimiter(make, { limit: 5, perMs: 1000 }).wrap('load' as never)
  } catch (error) {
    wrapped = error
  }
  if (wrapped instanceof TypeError) return
  throw new Misconception(
    "`limiter.wrap('load')` " +
      `${wrapped === undefined ? 'returned a function' : `threw ${shown(wrapped)}`}. Throw a TypeError. \`checkFunction\` of the ` +
      'starter does that.',
    '',
  )
}

const tooHeavy = [
  { options: { limit: 3, perMs: 1000 }, weights: [4, 0, 1.5, '2'] },
  { options: { limit: 3, perMs: 1000, burst: 5 }, weights: [6] },
  { options: { limit: 3, perMs: 1000, burst: 5, strict: true }, weights: [4] },
  { options: { limit: 5, perMs: 1000, burst: 3, strict: true }, weights: [4] },
] as const

/** A call that could never start is refused, whether it is taken or wrapped, and takes no place. */
export async function refusesWrongWeights(make: MakeLimiter): Promise<void> {
  for (const { options, weights } of tooHeavy) {
    for (const weight of weights as readonly number[]) {
      let thrown: unknown
      let end: PromiseSettledResult<void> | undefined
      const run = await simulate({}, async () => {
        const limiter = makeLimiter(make, options)
        let taken: Promise<void> | undefined
        try {
          taken = limiter.take({ weight })
        } catch (error) {
          thrown = error
        }
        ;[end] = await Promise.allSettled([taken])
        await limiter.take()
      })
      const isRefused = end?.status === 'rejected' && end.reason instanceof RangeError
      const text = `\`take({ weight: ${shown(weight).slice(1, -1)} })\` of \`rateLimiter(${shown(options).slice(1, -1)})\``
      diagnose(run, [
        [
          thrown !== undefined,
          `${text} threw ${shown(thrown)} at once. Let it return a promise that rejects: make \`take\` async.`,
        ],
        [
          !isRefused,
          `${text} ${end === undefined ? 'never settled' : ending(end)}. Such a call can never start: reject with a ` +
            'RangeError. `checkWeight` in `check-options.ts` throws it.',
        ],
        [run.settledMs > 0, `${text} was refused, but it took a place.`],
      ])
    }
  }
}
