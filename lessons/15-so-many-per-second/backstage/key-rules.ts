import { audited, simulate, type Run } from '@overlap/mock-server'
import { fc, shown } from '@overlap/scenarios'
import { diagnose, Misconception } from '@overlap/trace'
import type { KeyedLimiter, RateLimiterOptions } from '../types.ts'
import { sliding, startsBy } from './model.ts'
import { limits } from './scenes.ts'
import { isSame } from './window-rules.ts'

/** The learner's `perKey`. */
export type MakeKeyed = (options: RateLimiterOptions) => KeyedLimiter

/** Calls with keys. */
export interface KeyScene {
  readonly limit: number
  readonly perMs: number
  readonly calls: readonly { readonly cameMs: number; readonly key: unknown }[]
}

interface KeySeen {
  readonly cameMs: number
  readonly key: unknown
  startMs?: number
}

const keys: fc.Arbitrary<unknown> = fc.constantFrom<unknown>(
  'ada',
  'bob',
  1,
  '1',
  undefined,
  null,
  NaN,
  '',
)

export const keyScenes: fc.Arbitrary<KeyScene> = fc
  .tuple(
    limits,
    fc.array(fc.tuple(fc.integer({ min: 0, max: 80 }), keys), { minLength: 1, maxLength: 30 }),
  )
  .map(([rate, list]) => ({
    ...rate,
    calls: list
      .map(([at, key]) => ({ cameMs: at * 50, key }))
      .toSorted((a, b) => a.cameMs - b.cameMs),
  }))

const calls = (...list: [number, unknown][]): KeyScene['calls'] =>
  list.map(([cameMs, key]) => ({ cameMs, key }))

export const firstKeyScenes: readonly KeyScene[] = [
  { limit: 1, perMs: 1000, calls: calls([0, 'ada'], [0, 'ada'], [0, 'bob']) },
  { limit: 1, perMs: 100, calls: calls([0, 1], [0, '1'], [0, undefined], [0, NaN], [0, NaN]) },
  // Ada waits for long, while others come and are forgotten.
  {
    limit: 1,
    perMs: 100,
    calls: calls(
      [0, 'ada'],
      [0, 'ada'],
      [0, 'ada'],
      [0, 'ada'],
      [210, 'bob'],
      [220, 'ada'],
      [350, 'ada'],
      [540, 'ada'],
    ),
  },
  // Bob comes in the ms in which Ada's second call may start, and just before it.
  { limit: 1, perMs: 100, calls: calls([100, 'bob'], [0, 'ada'], [0, 'ada'], [100, 'ada']) },
  // A key that is used again and again is not forgotten.
  {
    limit: 2,
    perMs: 100,
    calls: calls(
      [0, 'ada'],
      [90, 'ada'],
      [100, 'bob'],
      [105, 'ada'],
      [110, 'ada'],
      [199, 'ada'],
      [210, 'bob'],
      [215, 'ada'],
    ),
  },
]

/** How many keys are used and never again. */
const MANY = 50

/** Plays calls with keys. */
async function playKeys(
  perKey: MakeKeyed,
  { limit, perMs, calls: list }: KeyScene,
): Promise<Run<KeySeen[]>> {
  const run = await simulate({ latency: 20 }, async (api, time) => {
    const limiter = makeKeyed(perKey, { limit, perMs })
    const take = audited(limiter.take.bind(limiter))
    return Promise.all(
      list.map(async (call, number) => {
        if (call.cameMs > 0) await time.sleep(call.cameMs)
        await take(call.key)
        const startMs = time.nowMs
        await fetch(api.url(`/products/${number + 1}`)).then((reply) => reply.text())
        return { ...call, startMs }
      }),
    )
  })
  if (run.reason instanceof Misconception) throw run.reason
  return run
}

/** Makes a keyed limiter, and says what is missing if it can't be used as one. */
export function makeKeyed(perKey: MakeKeyed, options: RateLimiterOptions): KeyedLimiter {
  const made = perKey(options) as Partial<KeyedLimiter> | undefined
  if (typeof made?.take === 'function') return made as KeyedLimiter
  throw new Misconception(`\`perKey\` returned ${shown(made)}, which has no function \`take\`.`, '')
}

/** Each key has a limit of its own. */
export async function judgeKeys(perKey: MakeKeyed, scene: KeyScene): Promise<void> {
  const { limit, perMs } = scene
  const run = await playKeys(perKey, scene)
  diagnose(run, [
    [run.outcome === 'never-settles', `A \`take\` never resolved. ${run.diagnosis ?? ''}`],
    [run.outcome === 'rejected', `\`take\` rejected with ${shown(run.reason)}.`],
  ])
  const inOrder = run.value.toSorted((a, b) => a.cameMs - b.cameMs)
  const arrivalsMs = inOrder.map(({ cameMs }) => cameMs)
  const isShared = isSame(
    inOrder.map(({ startMs = NaN }) => startMs),
    startsBy(sliding, { limit, perMs, arrivalsMs }),
  )
  const groups = Map.groupBy(run.value, ({ key }) => key)
  for (const [key, group] of groups) {
    const due = startsBy(sliding, { limit, perMs, arrivalsMs: group.map(({ cameMs }) => cameMs) })
    for (const [i, { startMs = Infinity, cameMs }] of group.entries()) {
      const dueMs = due[i] ?? 0
      const name = `Call ${i + 1} with the key ${shown(key)}`
      const late = `${name} came at ${cameMs} ms and could have started at ${dueMs} ms, but it started at ${startMs} ms.`
      const kin = [...groups.keys()].find((other) => other !== key && String(other) === String(key))
      diagnose(run, [
        [
          startMs > dueMs + 2 && kin !== undefined,
          `${late} The keys ${shown(key)} and ` +
            `${shown(kin)} are different. A \`Map\` tells them apart, an object doesn't.`,
        ],
        [
          startMs > dueMs + 2 && isShared,
          `${late} All your calls share one limit, whatever their key. Give each key its own limiter.`,
        ],
        [startMs > dueMs + 2, `${late} Only calls with the same key count.`],
        [
          startMs < dueMs && group.every((one) => one.startMs === one.cameMs),
          `${name} started at ${startMs} ms, but it had to wait until ${dueMs} ms. No call with this key waited, as if each had ` +
            'its own limiter. Keep one limiter for each key while its calls wait or are in the window.',
        ],
        [
          startMs < dueMs,
          `${name} started at ${startMs} ms, but it had to wait until ${dueMs} ms. If its limiter was forgotten while calls of this ` +
            'key were waiting or in the window, a new limiter starts with the full limit.',
        ],
      ])
    }
  }
}

/** Keys that aren't used any more are forgotten. */
export async function judgeMemory(perKey: MakeKeyed): Promise<void> {
  const perMs = 1000
  const sizes: unknown[] = []
  let isFixed = false
  const run = await simulate({}, async (_, time) => {
    const limiter = makeKeyed(perKey, { limit: 2, perMs })
    isFixed = Object.getOwnPropertyDescriptor(limiter, 'size')?.get === undefined
    sizes.push(limiter.size)
    for (let i = 0; i < MANY; i += 1) await limiter.take({ id: i })
    sizes.push(limiter.size)
    for (let i = 1; i <= 4; i += 1) {
      await time.sleep(perMs + 1)
      await limiter.take(`later ${i}`)
    }
    sizes.push(limiter.size)
  })
  if (run.reason instanceof Misconception) throw run.reason
  const [atFirst, before, after] = sizes
  diagnose(run, [
    [
      run.outcome !== 'fulfilled',
      `\`take\` failed with ${shown(run.reason)}. ${run.diagnosis ?? ''}`,
    ],
    [
      before === undefined || typeof before !== 'number',
      `\`size\` is ${shown(before)}. It should be the number of keys in memory.`,
    ],
    [
      isFixed && before === atFirst && after === atFirst,
      `After ${MANY} calls with ${MANY} keys, \`size\` is still ${shown(before)}, as when the limiter was made. A property is read ` +
        'only once, when the object is made. Make it a getter.',
    ],
    [
      before !== MANY,
      `After ${MANY} calls with ${MANY} keys within ${perMs} ms, \`size\` is ${shown(before)}. Each of these keys has used a part ` +
        'of its limit, so forget none of them yet.',
    ],
    [
      typeof after !== 'number' || after > 8,
      `${MANY} keys were used once, more than ${4 * perMs} ms ago, and 4 others since. Now \`size\` is ${shown(after)}. With a key for each user, ` +
        'the memory grows forever. Forget a key when none of its calls waits and its whole limit is free again.',
    ],
    [
      Number(after) < 1,
      `A key was used just now, and \`size\` is ${shown(after)}. It should be the number of keys in memory.`,
    ],
  ])
}

/** Wrong options are refused when the limiter is made. */
export function refusesWrongRate(perKey: MakeKeyed): void {
  let thrown: unknown
  try {
    perKey({ limit: 0, perMs: 1000 })
  } catch (error) {
    thrown = error
  }
  if (thrown instanceof RangeError) return
  throw new Misconception(
    `\`perKey({ limit: 0, perMs: 1000 })\` ${thrown === undefined ? 'made a limiter' : `threw ${shown(thrown)}`}. Throw a ` +
      'RangeError at once. `checkOptions` of the starter does that.',
    '',
  )
}
