import { getJson } from '@overlap/lesson-05'
import {
  decorrelatedJitterGenerator,
  ExponentialBackoff,
  handleAll,
  retry,
  timeout,
  TimeoutStrategy,
  wrap,
} from 'cockatiel'
import ky from 'ky'
import pRetry from 'p-retry'
import { interceptors, MockAgent, request } from 'undici'
import { backoff, keepTrying, retryBudget } from './solution.ts'

/** What each way is asked to do: get a URL that answers 503, and try it again. */
export interface Task {
  readonly url: string
  readonly retryAfter: string | undefined
  readonly baseMs: number
  readonly maxMs: number
  readonly timeoutMs: number
  /** Is told of every try. */
  readonly onTry: () => void
}

const retries = 5

/** The same task by several libraries, each with its jitter on, if it has one. */
export const ways: Record<string, (task: Task) => Promise<unknown>> = {
  'p-retry': ({ url, baseMs, maxMs, timeoutMs, onTry }) =>
    pRetry(() => (onTry(), getJson(url)), {
      retries,
      minTimeout: baseMs,
      maxTimeout: maxMs,
      maxRetryTime: timeoutMs,
      randomize: true,
    }),

  ky: ({ url, baseMs, maxMs, timeoutMs, onTry }) =>
    ky(url, {
      fetch: (...call) => (onTry(), fetch(...call)),
      totalTimeout: timeoutMs,
      retry: {
        limit: retries,
        delay: (attempt) => baseMs * 2 ** (attempt - 1),
        backoffLimit: maxMs,
        jitter: true,
      },
    }).json(),

  // undici has its own sockets, which virtual time knows nothing of. So its mock answers.
  undici: async ({ url, retryAfter, baseMs, maxMs, timeoutMs, onTry }) => {
    const agent = new MockAgent()
    agent.disableNetConnect()
    const { origin, pathname: path } = new URL(url)
    const headers = retryAfter === undefined ? {} : { 'retry-after': retryAfter }
    agent
      .get(origin)
      .intercept({ path })
      .reply(() => (onTry(), { statusCode: 503, data: '', responseOptions: { headers } }))
      .persist()
    const again = interceptors.retry({
      maxRetries: retries,
      minTimeout: baseMs,
      maxTimeout: maxMs,
    })
    const signal = AbortSignal.timeout(timeoutMs)
    return request(url, { dispatcher: agent.compose(again), signal })
  },

  cockatiel: ({ url, baseMs, maxMs, timeoutMs, onTry }) => {
    const again = retry(handleAll, {
      maxAttempts: retries,
      backoff: new ExponentialBackoff({
        initialDelay: baseMs,
        maxDelay: maxMs,
        generator: decorrelatedJitterGenerator,
      }),
    })
    const policy = wrap(timeout(timeoutMs, TimeoutStrategy.Cooperative), again)
    return policy.execute(({ signal }) => (onTry(), getJson(url, { signal })))
  },

  keepTrying: ({ url, baseMs, maxMs, timeoutMs, onTry }) =>
    keepTrying(({ signal }) => (onTry(), getJson(url, { signal })), {
      retries,
      delayMs: backoff({ baseMs, maxMs }),
      deadlineMs: performance.now() + timeoutMs,
      budget: retryBudget(),
    }),
}
