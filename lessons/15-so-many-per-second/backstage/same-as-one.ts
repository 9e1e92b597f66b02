import { simulate, type Run } from '@overlap/mock-server'
import { shown } from '@overlap/scenarios'
import { diagnose, Misconception } from '@overlap/trace'
import type { KeyedLimiter, RateLimiter, RateLimiterOptions } from '../types.ts'
import { makeKeyed, type MakeKeyed } from './key-rules.ts'
import { makeLimiter, type MakeLimiter } from './play.ts'

interface Scene {
  readonly options: RateLimiterOptions
  readonly calls: readonly Call[]
}

interface Call {
  readonly cameMs: number
  readonly key: string
  readonly weight?: number
  readonly abortMs?: number
}

const calls = (count: number, key: string, cameMs: number): Call[] =>
  Array.from({ length: count }, () => ({ cameMs, key }))

const scenes: readonly Scene[] = [
  // When Bob comes, none of Ada's calls is in the window, but her bucket is only half full.
  {
    options: { limit: 5, perMs: 200, burst: 10 },
    calls: [...calls(10, 'ada', 0), ...calls(1, 'bob', 205), ...calls(10, 'ada', 210)],
  },
  {
    options: { limit: 3, perMs: 100 },
    calls: [{ cameMs: 0, key: 'ada', weight: 3 }, ...calls(1, 'ada', 10)],
  },
  {
    options: { limit: 1, perMs: 100 },
    calls: [...calls(1, 'ada', 0), { cameMs: 0, key: 'ada', abortMs: 50 }],
  },
]

/** When a call ended, and how. */
interface End {
  readonly how: 'started' | 'rejected'
  readonly atMs: number
}

/** For each key, `perKey` does what the learner's own `rateLimiter` does with the same options and calls. */
export async function sameAsOne(perKey: MakeKeyed, rateLimiter: MakeLimiter): Promise<void> {
  for (const { options, calls: list } of scenes) {
    const run = await play(() => keyed(perKey, options), list)
    const one = await play(() => neverForgets(rateLimiter, options), list)
    if (run.outcome !== 'fulfilled' || one.outcome !== 'fulfilled') continue
    const at = list.findIndex((_, i) => !isSame(run.value[i], one.value[i]))
    const [call, end, wanted] = [list[at], run.value[at], one.value[at]]
    const text =
      `With \`${shown(options).slice(1, -1)}\`, call ${at + 1} ${end?.how} at ${end?.atMs} ms. With one \`rateLimiter\` for its ` +
      `key ${shown(call?.key)} that is never forgotten, it ${wanted?.how} at ${wanted?.atMs} ms.`
    diagnose(run, [
      [
        call?.abortMs !== undefined,
        `${text} Its signal aborted at ${call?.abortMs} ms. Pass the options of \`take\` on.`,
      ],
      [
        at >= 0 && options.burst === undefined,
        `${text} The \`weight\` of call 1 is 3. Pass the options of \`take\` on.`,
      ],
      [
        at >= 0 && (end?.atMs ?? 0) > (wanted?.atMs ?? 0),
        `${text} Pass the options of \`perKey\` on, \`burst\` too.`,
      ],
      [
        at >= 0,
        `${text} After \`perMs\`, the bucket isn't full yet, and a new one starts full. Forget a key only when its ` +
          'bucket is full again.',
      ],
    ])
  }
}

function isSame(end: End | undefined, wanted: End | undefined): boolean {
  return end?.how === wanted?.how && Math.abs((end?.atMs ?? 0) - (wanted?.atMs ?? 0)) <= 2
}

function keyed(perKey: MakeKeyed, options: RateLimiterOptions): KeyedLimiter['take'] {
  const limiter = makeKeyed(perKey, options)
  return (key, takeOptions) => limiter.take(key, takeOptions)
}

/** A limiter for each key, and no key is ever forgotten. */
function neverForgets(rateLimiter: MakeLimiter, options: RateLimiterOptions): KeyedLimiter['take'] {
  const limiters = new Map<unknown, RateLimiter>()
  return (key, takeOptions) => {
    const limiter = limiters.get(key) ?? makeLimiter(rateLimiter, options)
    limiters.set(key, limiter)
    return limiter.take(takeOptions)
  }
}

async function play(make: () => KeyedLimiter['take'], list: readonly Call[]): Promise<Run<End[]>> {
  const run = await simulate<End[]>(
    {},
    async (_, time) => {
      const take = make()
      return Promise.all(
        list.map(async ({ cameMs, key, weight, abortMs }): Promise<End> => {
          if (cameMs > 0) await time.sleep(cameMs)
          const caller = new AbortController()
          if (abortMs !== undefined) void time.sleep(abortMs).then(() => caller.abort('gone'))
          const options = abortMs === undefined ? { weight } : { signal: caller.signal }
          return take(key, options).then(
            () => ({ how: 'started', atMs: time.nowMs }),
            () => ({ how: 'rejected', atMs: time.nowMs }),
          )
        }),
      )
    },
    { leaves: ['timer', 'listener'] },
  )
  if (run.reason instanceof Misconception) throw run.reason
  return run
}
