import { getJson } from '@overlap/lesson-05'
import { backoff } from '@overlap/lesson-11'
import { simulate } from '@overlap/mock-server'
import { ExponentialBackoff, handleAll, retry, timeout, TimeoutStrategy, wrap } from 'cockatiel'
import ky from 'ky'
import pRetry from 'p-retry'
import { interceptors, MockAgent, request } from 'undici'
import { keepTrying, retryBudget } from './solution.ts'

const retries = 5
const baseMs = 1000
const maxMs = 4000
/** The first wait fits, and the second doesn't. */
const timeoutMs = 1200

/** The same task by several libraries: get a URL that answers 503, for 1,200 ms at most. */
const ways: Record<string, (url: string, onAttempt: () => void) => Promise<unknown>> = {
  'p-retry': (url, onAttempt) =>
    pRetry(() => (onAttempt(), getJson(url)), {
      retries,
      minTimeout: baseMs,
      maxTimeout: maxMs,
      maxRetryTime: timeoutMs,
    }),

  ky: (url, onAttempt) =>
    ky(url, {
      fetch: (...call) => (onAttempt(), fetch(...call)),
      totalTimeout: timeoutMs,
      retry: {
        limit: retries,
        delay: (attempt) => baseMs * 2 ** (attempt - 1),
        backoffLimit: maxMs,
      },
    }).json(),

  // undici opens sockets of its own, which don't run in virtual time. So its own mock answers.
  undici: async (url, onAttempt) => {
    const agent = new MockAgent()
    agent.disableNetConnect()
    const { origin, pathname: path } = new URL(url)
    agent
      .get(origin)
      .intercept({ path })
      .reply(() => (onAttempt(), { statusCode: 503, data: '' }))
      .persist()
    const again = interceptors.retry({
      maxRetries: retries,
      minTimeout: baseMs,
      maxTimeout: maxMs,
    })
    const signal = AbortSignal.timeout(timeoutMs)
    return request(url, { dispatcher: agent.compose(again), signal })
  },

  cockatiel: (url, onAttempt) => {
    const again = retry(handleAll, {
      maxAttempts: retries,
      backoff: new ExponentialBackoff({ initialDelay: baseMs, maxDelay: maxMs }),
    })
    const policy = wrap(timeout(timeoutMs, TimeoutStrategy.Cooperative), again)
    return policy.execute(({ signal }) => (onAttempt(), getJson(url, { signal })))
  },

  keepTrying: (url, onAttempt) =>
    keepTrying(({ signal }) => (onAttempt(), getJson(url, { signal })), {
      retries,
      delayMs: backoff({ baseMs, maxMs }),
      deadlineMs: performance.now() + timeoutMs,
      budget: retryBudget(),
    }),
}

/** When each library sends its last attempt, and how it ends. In virtual time, with the longest waits. */
export async function compare(): Promise<Record<string, Record<string, string>>> {
  const table: Record<string, Record<string, string>> = {}
  const { random } = Math
  Math.random = () => 0.999_999
  try {
    for (const [name, way] of Object.entries(ways)) {
      let lastMs = 0
      const run = await simulate({ failures: [{ kind: 'status', status: 503 }] }, (api, time) =>
        way(api.url('/products/3'), () => (lastMs = time.nowMs)),
      )
      table[name] = {
        'last attempt': `${Math.round(lastMs)} ms`,
        ending: `${(run.reason as Error).name} at ${run.settledMs} ms`,
      }
    }
  } finally {
    Math.random = random
  }
  return table
}

if (import.meta.main) console.table(await compare())
