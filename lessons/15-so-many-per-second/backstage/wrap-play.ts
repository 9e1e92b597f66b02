import { audited, simulate, type Run } from '@overlap/mock-server'
import { shown } from '@overlap/scenarios'
import { Misconception } from '@overlap/trace'
import { makeLimiter, type MakeLimiter } from './play.ts'

/** Calls of a wrapped function. All times in ms. */
export interface WrapScene {
  readonly limit: number
  readonly perMs: number
  readonly calls: readonly WrapCall[]
}

/** One call of the wrapped function. */
export interface WrapCall {
  readonly cameMs: number
  readonly tookMs: number
  /** What it throws, in a list. */
  readonly throws?: readonly [unknown] | undefined
  /** Whether it throws before it returns a promise. */
  readonly atOnce?: boolean
  /** Whether it returns a value that isn't a promise. */
  readonly returnsValue?: boolean
  /** Whether another function, wrapped by the same limiter, is called. */
  readonly other?: boolean
  /** Whether only `take` is called. */
  readonly takes?: boolean
}

/** One call, as it was seen. */
export interface WrapSeen extends WrapCall {
  startMs?: number
  timesCalled: number
  self?: unknown
  args?: readonly unknown[]
  settledMs?: number
  end?: PromiseSettledResult<unknown>
}

/** What the functions are called with and on. */
export const SELF = { shop: 'tea' }
/** What a call returns. */
export const resultOf = (number: number): unknown => [0, 'tea', undefined, false][number % 4]

/** Plays a scene: calls a wrapped function, or two of them. */
export async function playWrapped(
  rateLimiter: MakeLimiter,
  scene: WrapScene,
): Promise<Run<WrapSeen[]>> {
  const routes = scene.calls.map(
    ({ tookMs }, i) => [`/products/${i + 1}`, { latency: tookMs }] as const,
  )
  const run = await simulate({ routes: Object.fromEntries(routes) }, async (api, time) => {
    const { limit, perMs } = scene
    const limiter = makeLimiter(rateLimiter, { limit, perMs })
    if (typeof limiter.wrap !== 'function') {
      throw new Misconception('Your limiter has no function `wrap`.', '')
    }
    const seen = scene.calls.map((call): WrapSeen => ({ ...call, timesCalled: 0 }))
    /** The wrapped calls so far. If `fn` doesn't get their number, it's called for the first that waits. */
    const called: WrapSeen[] = []
    let isEarly = false
    const work = function (this: unknown, ...args: unknown[]): unknown {
      const uncalled = called.find(({ timesCalled }) => timesCalled === 0)
      const one = seen[args[0] as number] ?? uncalled ?? called.at(-1)
      if (!one) return (isEarly = true)
      const number = seen.indexOf(one)
      one.timesCalled += 1
      one.startMs ??= time.nowMs
      one.self = this
      one.args = args
      if (one.throws && one.atOnce) throw one.throws[0]
      if (one.returnsValue) return resultOf(number)
      return fetch(api.url(`/products/${number + 1}`))
        .then((reply) => reply.text())
        .then(() => {
          if (one.throws) throw one.throws[0]
          return resultOf(number)
        })
    }
    const [first, second] = [limiter.wrap(work), limiter.wrap((...args) => work.apply(SELF, args))]
    if (isEarly || typeof first !== 'function' || typeof second !== 'function') {
      throw new Misconception(
        `\`limiter.wrap(fn)\` ${isEarly ? 'called `fn`' : `returned ${shown(first)}`}. Return a function that calls \`fn\` ` +
          'each time it is called itself.',
        '',
      )
    }
    const one = audited((...args: unknown[]) => first.apply(SELF, args))
    const other = audited(second)
    await Promise.all(
      seen.map(async (call, number) => {
        if (call.cameMs > 0) await time.sleep(call.cameMs)
        if (call.takes) {
          await limiter.take()
          call.startMs = time.nowMs
          return
        }
        const args = [number, { id: number }, undefined] as const
        called.push(call)
        const calling = call.other ? other(...args) : one(...args)
        ;[call.end] = await Promise.allSettled([calling])
        call.settledMs = time.nowMs
      }),
    )
    return seen
  })
  if (run.reason instanceof Misconception) throw run.reason
  return run
}
