import { getJson } from '@overlap/lesson-05'
import { simulate, type FailureInput, type NetworkInput, type Run } from '@overlap/mock-server'
import { ConstantBackoff, handleAll, retry as cockatielRetry } from 'cockatiel'
import ky from 'ky'
import pRetry from 'p-retry'
import { sendOrder } from '../send-order.ts'
import { compareUndici } from './compare-undici.ts'
import { placeOrder, retry } from './solution.ts'

interface Way {
  /** Gets a URL in up to 3 attempts, 300 ms apart, and calls `begin` at the start of each. */
  get(url: string, signal: AbortSignal, begin: () => void): Promise<unknown>
  /** Places an order in a shop that doesn't support idempotency keys. */
  post(shop: string): Promise<unknown>
}

const order = { userId: 1, items: [{ productId: 7, quantity: 2 }] }
const body = JSON.stringify(order)

const pRetryOptions = { retries: 2, minTimeout: 300, factor: 1 }
const policy = cockatielRetry(handleAll, { maxAttempts: 2, backoff: new ConstantBackoff(300) })
const kyOptions = { retry: { limit: 2, delay: () => 300 } }

const ways: Record<string, Way> = {
  'p-retry': {
    get: (url, signal, begin) =>
      pRetry(() => (begin(), getJson(url, { signal })), { ...pRetryOptions, signal }),
    post: (shop) => pRetry(() => sendOrder(shop, body), pRetryOptions),
  },
  cockatiel: {
    get: (url, signal, begin) =>
      policy.execute((context) => (begin(), getJson(url, { signal: context.signal })), signal),
    post: (shop) => policy.execute(() => sendOrder(shop, body)),
  },
  ky: {
    get: (url, signal, begin) => {
      const hooks = { beforeRequest: [begin], beforeRetry: [begin] }
      return ky(url, { ...kyOptions, signal, hooks }).json()
    },
    post: (shop) => ky.post(`${shop}/orders`, { ...kyOptions, json: order }).json(),
  },
  'retry, placeOrder': {
    get: (url, signal, begin) =>
      retry((given) => (begin(), getJson(url, given)), { retries: 2, delayMs: 300, signal }),
    post: (shop) => placeOrder(shop, order, { retries: 2, delayMs: 300, idempotencyKey: null }),
  },
}

const failing = (failure: FailureInput): NetworkInput => ({ latency: 100, failures: [failure] })

/** What each library does by default after a failure: the number of calls, and how they end. */
export async function compare(): Promise<Record<string, Record<string, string>>> {
  const table: Record<string, Record<string, string>> = {}
  for (const [name, way] of Object.entries(ways)) {
    for (const [what, came] of Object.entries(await tryOut(way))) {
      table[what] = { ...table[what], [name]: came }
    }
  }
  return table
}

async function tryOut(way: Way): Promise<Record<string, string>> {
  const get = (failure: FailureInput): Promise<Run<unknown>> =>
    simulate(failing(failure), (api) =>
      way.get(api.url('/products/3'), new AbortController().signal, () => {}),
    )
  const post = (failure: FailureInput): Promise<Run<unknown>> =>
    simulate(failing(failure), (api) => way.post(api.origin))
  const lost = await post({ kind: 'reset', first: 1 })
  const asked = await get({ kind: 'status', status: 503, retryAfter: 5, first: 1 })
  return {
    'GET, 503': ending(await get({ kind: 'status', status: 503 })),
    'GET, 400': ending(await get({ kind: 'status', status: 400 })),
    'POST, 503': ending(await post({ kind: 'status', status: 503 })),
    'POST, answer lost': `${lost.counters.doubleOrders + 1} placed`,
    'body breaks off': ending(await get({ kind: 'reset-body', first: 1 })),
    'Retry-After': asked.trace.calls[1]?.sentMs === 5100 ? 'obeyed' : 'ignored',
    ...(await abortInThePause(way)),
  }
}

/** The first attempt fails at 100 ms, the second is due at 400, and the caller aborts at 200. */
async function abortInThePause(way: Way): Promise<Record<string, string>> {
  const controller = new AbortController()
  let begun = 0
  const run = await simulate(failing({ kind: 'status', status: 503 }), (api, time) => {
    void time.sleep(200).then(() => controller.abort())
    return way.get(api.url('/products/3'), controller.signal, () => {
      begun += 1
    })
  })
  return {
    'aborted in the pause':
      run.settledMs === 200 ? 'rejects right away' : `rejects ${run.settledMs - 200} ms later`,
    'attempts after that': String(begun - 1),
  }
}

function ending({ outcome, reason, trace }: Run<unknown>): string {
  return `${trace.calls.length}, ${outcome === 'fulfilled' ? 'arrives' : (reason as Error).name}`
}

if (import.meta.main) {
  console.table(await compare())
  console.log("undici's RetryAgent, on real connections:")
  console.table(await compareUndici())
}
