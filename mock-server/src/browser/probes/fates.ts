import { drawTimeline, type Trace } from '@overlap/trace'
import { simulate, type Counters, type NetworkInput } from '../../index.ts'

const paths = [
  '/products',
  ...Array.from({ length: 8 }, (_, i) => `/products/${i + 1}`),
  '/products/3/price',
  '/products/3/stock',
  '/products/3/reviews',
  '/users/1/orders',
  '/search?q=a',
  '/reports/1?rows=100',
  '/vendors/oslo/price/3',
]

const order = {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ userId: 1, items: [{ productId: 1, quantity: 1 }] }),
}

/** How calls ended. */
export interface Fates {
  readonly ends: readonly (readonly [path: string, end: string, atMs: number])[]
  readonly trace: Trace
  readonly counters: Counters
  readonly drawing: string
}

/** Makes many calls, and returns how and when each ended, the trace and the counters. */
export async function fates(network: NetworkInput): Promise<Fates> {
  const {
    value: ends,
    trace,
    counters,
  } = await simulate(network, async (api, time) => {
    const fate = async (path: string, init: RequestInit = {}) => {
      const signal = AbortSignal.timeout(20_000)
      const end = await endOf(fetch(api.url(path), { ...init, signal }))
      return [path, end, time.nowMs] as const
    }
    const together = await Promise.all(paths.map((path) => fate(path)))
    const inARow = []
    for (const path of paths.slice(0, 6)) inARow.push(await fate(path))
    return [...together, ...inARow, await fate('/orders', order), await fate('/orders', order)]
  })
  const drawing = drawTimeline(trace, { width: 100 })
  return { ends, trace, counters, drawing }
}

/** The status and the length of the body, or the name and code of the error. */
async function endOf(call: Promise<Response>): Promise<string> {
  try {
    const response = await call
    const isLines = response.headers.get('content-type') === 'application/x-ndjson'
    const body = isLines ? await response.text() : JSON.stringify(await response.json())
    return `${response.status}, ${body.length} characters`
  } catch (error) {
    const { name, cause } = error as Error
    return `${name} ${(cause as { code?: string } | undefined)?.code ?? ''}`.trim()
  }
}
