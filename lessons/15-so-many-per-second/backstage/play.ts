import {
  audited,
  simulate,
  type LeftoverKind,
  type Run,
  type VirtualTime,
} from '@overlap/mock-server'
import { shown } from '@overlap/scenarios'
import { diagnose, Misconception } from '@overlap/trace'
import type { RateLimiter, RateLimiterOptions } from '../types.ts'
import { responseOf, type Scene } from './scenes.ts'

/** The learner's `rateLimiter`. */
export type MakeLimiter = (options: RateLimiterOptions) => RateLimiter

/** One call, as it was seen. */
export interface Seen {
  /** From 0, in the order in which they came. */
  readonly number: number
  readonly cameMs: number
  /** When `take` resolved. Missing if it didn't. */
  startMs?: number
  /** Its place in the order in which `take` resolved. */
  place?: number
  /** What `take` rejected with, in a list. */
  rejected?: readonly [unknown]
  rejectedMs?: number
}

/** What was seen of each limiter. */
export type Played = readonly (readonly Seen[])[]

/** Makes a limiter, and says what is missing if it can't be used as one. */
export function makeLimiter(rateLimiter: MakeLimiter, options: RateLimiterOptions): RateLimiter {
  let made: Partial<RateLimiter> | undefined
  try {
    made = rateLimiter(options)
  } catch (error) {
    const text = `\`rateLimiter(${shown(options).slice(1, -1)})\` threw ${shown(error)}. Return a limiter.`
    throw new Misconception(text, '', { cause: error })
  }
  if (typeof made?.take !== 'function') {
    throw new Misconception(
      `\`rateLimiter\` returned ${shown(made)}, which has no function \`take\`.`,
      '',
    )
  }
  return made as RateLimiter
}

/** Calls `take` as the scene says, and the shop after it. */
export async function play(
  rateLimiter: MakeLimiter,
  scene: Scene,
  leaves: readonly LeftoverKind[] = [],
): Promise<Run<Played>> {
  const { limit, perMs, burst, strict, latencyMs = 20, replies = [] } = scene
  const options = {
    limit,
    perMs,
    ...(burst !== undefined && { burst }),
    ...(strict !== undefined && { strict }),
  }
  const run = await simulate<Played>(
    { latency: latencyMs },
    async (api, time) => {
      const epochMs = Date.now()
      const playOne = async (): Promise<Seen[]> => {
        const limiter = makeLimiter(rateLimiter, options)
        const take = audited(limiter.take.bind(limiter))
        let started = 0
        const seen = scene.arrivalsMs.map((cameMs, number): Seen => ({ number, cameMs }))
        const calls = seen.map(async (one) => {
          const signal = signalOf(scene, one.number, time)
          if (one.cameMs > 0) await time.sleep(one.cameMs)
          try {
            const weight = scene.weights?.[one.number]
            const options = { ...(signal && { signal }), ...(weight !== undefined && { weight }) }
            await take(...(signal || weight !== undefined ? [options] : []))
          } catch (error) {
            one.rejected = [error]
            one.rejectedMs = time.nowMs
            return
          }
          one.startMs = time.nowMs
          one.place = started
          started += 1
          await fetch(api.url(`/products/${(one.number % 60) + 1}`)).then((reply) => reply.text())
        })
        const lessons = replies.map(async (reply) => {
          await time.sleep(reply.atMs)
          limiter.learn(responseOf(reply, epochMs))
        })
        const settled = Promise.all([...calls, ...lessons])
        await (leaves.length > 0 ? Promise.race([settled, time.sleep(200_000)]) : settled)
        return seen
      }
      return Promise.all(Array.from({ length: scene.besideAnother ? 2 : 1 }, playOne))
    },
    { leaves, traceLimit: 60 },
  )
  if (run.reason instanceof Misconception) throw run.reason
  return run
}

/** What was seen, unless nothing can be seen. */
export function seenIn(run: Run<Played>, scene: Scene): Played {
  const { limit, perMs, replies = [] } = scene
  const longestMs = Math.max(0, ...replies.map(({ retryAfter = 0 }) => retryAfter * 1000))
  diagnose(run, [
    [
      run.outcome === 'never-settles' && longestMs >= 2 ** 31,
      `Your limiter had to wait ${longestMs / 86_400_000} days, and set a timer again and again. ${run.diagnosis ?? ''} ` +
        "`setTimeout` can't wait longer than 2,147,483,647 ms. Wait that long at most, and then look again.",
    ],
    [
      run.outcome === 'never-settles' && replies.length > 0,
      'After what `learn` got, a call waits a few seconds, but one of your calls never started. If your code adds the ' +
        'wait to `Date.now()` and compares with `performance.now()`, it waits for years: they count from different ' +
        `moments. ${run.diagnosis ?? ''}`,
    ],
    [
      run.outcome === 'never-settles',
      `A \`take\` never resolved, with a \`limit\` of ${limit} per ${perMs} ms. As soon as a call leaves the ` +
        'window, the next one may start. ' +
        (run.diagnosis ?? ''),
    ],
    [run.outcome === 'rejected', `Your limiter threw ${shown(run.reason)}.`],
  ])
  return run.value
}

function signalOf(
  { aborts, reason }: Scene,
  number: number,
  time: VirtualTime,
): AbortSignal | undefined {
  const abortMs = aborts?.[number]
  if (abortMs === undefined) return undefined
  const caller = new AbortController()
  if (abortMs < 0) caller.abort(reason)
  else void time.sleep(abortMs).then(() => caller.abort(reason))
  return caller.signal
}

/** The calls that started, by their time, and of those in the same ms the first first. */
export function startedIn(seen: readonly Seen[]): (Seen & { startMs: number; place: number })[] {
  return seen
    .filter((one): one is Seen & { startMs: number; place: number } => one.startMs !== undefined)
    .toSorted((a, b) => a.startMs - b.startMs || a.number - b.number)
}
