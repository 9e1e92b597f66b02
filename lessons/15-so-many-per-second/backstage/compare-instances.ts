import { simulate, type RateLimitInput } from '@overlap/mock-server'
import { rateLimiter } from './solution.ts'

const rateLimit: RateLimitInput = { algorithm: 'sliding-window', limit: 10, windowMs: 1000 }
const perMs = 1050

/** How 60 calls came out. */
export interface Outcome {
  readonly accepted: number
  readonly refused: number
  readonly last: string
}

/** Instances of a service: the limit of each, and whether they learn from responses. */
const ways: Record<string, { readonly limits: readonly number[]; readonly learns?: boolean }> = {
  'one instance, 10': { limits: [10] },
  'two instances, 10 each': { limits: [10, 10] },
  'two instances, 10 each, learning': { limits: [10, 10], learns: true },
  'two instances, 5 each': { limits: [5, 5] },
  'two instances, 5 each, one idle': { limits: [5] },
}

/** Sends 60 calls in all, and counts those that the server accepted and refused. In virtual time. */
export async function compareInstances(): Promise<Record<string, Outcome>> {
  const table: Record<string, Outcome> = {}
  for (const [name, { limits, learns }] of Object.entries(ways)) {
    const run = await simulate({ latency: 100, rateLimit }, async (api) => {
      const instances = limits.map(async (limit) => {
        const limiter = rateLimiter({ limit, perMs })
        const load = limiter.wrap(async (id: number) => {
          const response = await fetch(api.url(`/products/${id}`))
          if (learns) limiter.learn(response)
          await response.text()
        })
        const ids = Array.from({ length: 60 / limits.length }, (_, i) => i + 1)
        await Promise.all(ids.map(load))
      })
      await Promise.all(instances)
    })
    const { calls } = run.trace
    const refused = calls.filter(({ status }) => status === 429).length
    table[name] = {
      accepted: calls.length - refused,
      refused,
      last: `${Math.max(...calls.map(({ sentMs }) => sentMs))} ms`,
    }
  }
  return table
}

if (import.meta.main) console.table(await compareInstances())
