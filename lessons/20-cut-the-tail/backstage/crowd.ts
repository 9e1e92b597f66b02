import { audited, simulate, type Run } from '@overlap/mock-server'
import type { HedgedOptions, Work } from '../types.ts'
import type { MakeHedged } from './play.ts'

/** One of many callers. */
export interface Visitor {
  readonly atMs: number
  /** How long its first call takes. */
  readonly latencyMs: number
  /** How long its second call takes. Default: 20 ms. */
  readonly secondMs?: number
  /** Whether its calls fail. */
  readonly fails?: boolean
  /** When it aborts. */
  readonly abortMs?: number
  /** Whether it calls a second hedged function, which was made with the same options. */
  readonly isOther?: boolean
}

/** What was seen of many callers. */
export interface Crowd {
  readonly run: Run<unknown>
  /** For each visitor, how long after it came its second call was sent; `undefined`: never. */
  readonly secondAfterMs: readonly (number | undefined)[]
}

/** Lets many callers call one hedged function. They make no requests, so there is no picture. */
export async function playCrowd(
  hedged: MakeHedged,
  visitors: readonly Visitor[],
  options: HedgedOptions<number>,
): Promise<Crowd> {
  const startsMs: number[][] = visitors.map(() => [])
  const run = await simulate(
    {},
    async (_, time) => {
      const fn: Work<number, string> = async (i, { signal }) => {
        const visitor = visitors[i]!
        startsMs[i]!.push(time.nowMs)
        const isFirst = startsMs[i]!.length === 1
        await time.sleep(isFirst ? visitor.latencyMs : (visitor.secondMs ?? 20), { signal })
        if (visitor.fails) throw new Error('503')
        return 'an answer'
      }
      const make = audited(hedged, { returns: 'value' })
      const [load, loadOther] = [make(fn, options), make(fn, options)]
      await Promise.all(
        visitors.map(async ({ atMs, abortMs, isOther = false }, i) => {
          await time.sleep(atMs)
          const controller = new AbortController()
          if (abortMs !== undefined) void time.sleep(abortMs - atMs).then(() => controller.abort())
          const { signal } = controller
          await Promise.allSettled([(isOther ? loadOther : load)(i, { signal })])
        }),
      )
    },
    { heartbeatMs: 10_000, leaves: ['timer', 'rejection'] },
  )
  const secondAfterMs = startsMs.map((starts, i) =>
    starts[1] === undefined ? undefined : starts[1] - visitors[i]!.atMs,
  )
  return { run, secondAfterMs }
}
