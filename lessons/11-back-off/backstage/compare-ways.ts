import { getJson } from '@overlap/lesson-05'
import { retry } from '@overlap/lesson-10'
import { DelegateBackoff, ExponentialBackoff, handleAll, retry as policyOf } from 'cockatiel'
import ky from 'ky'
import pRetry from 'p-retry'
import { interceptors, MockAgent, request } from 'undici'
import { backoff } from './solution.ts'

/** The task of each way: get a URL that answers 503, and retry. */
export interface Task {
  readonly url: string
  readonly retryAfter: string | undefined
  readonly baseMs: number
  readonly maxMs: number
  /** Called before every attempt. */
  readonly onAttempt: () => void
}

const retries = 5

/**
 * The same task by several libraries: each with its own backoff and its jitter turned on, if it has
 * any, and then with this lesson's `backoff`, if it takes a function.
 */
export const ways: Record<string, (task: Task) => Promise<unknown>> = {
  'p-retry': ({ url, baseMs, maxMs, onAttempt }) =>
    pRetry(() => (onAttempt(), getJson(url)), {
      retries,
      minTimeout: baseMs,
      maxTimeout: maxMs,
      randomize: true,
    }),

  ky: ({ url, baseMs, maxMs, onAttempt }) =>
    ky(url, {
      fetch: (...call) => (onAttempt(), fetch(...call)),
      retry: {
        limit: retries,
        delay: (attempt) => baseMs * 2 ** (attempt - 1),
        backoffLimit: maxMs,
        jitter: true,
      },
    }).json(),

  'ky with `backoff`': ({ url, baseMs, maxMs, onAttempt }) =>
    ky(url, {
      fetch: (...call) => (onAttempt(), fetch(...call)),
      retry: { limit: retries, delay: backoff({ baseMs, maxMs }) },
    }).json(),

  // undici opens sockets of its own, which don't run in virtual time. So its own mock answers.
  undici: async ({ url, retryAfter, baseMs, maxMs, onAttempt }) => {
    const agent = new MockAgent()
    agent.disableNetConnect()
    const { origin, pathname: path } = new URL(url)
    const headers = retryAfter === undefined ? {} : { 'retry-after': retryAfter }
    agent
      .get(origin)
      .intercept({ path })
      .reply(() => (onAttempt(), { statusCode: 503, data: '', responseOptions: { headers } }))
      .persist()
    const again = interceptors.retry({
      maxRetries: retries,
      minTimeout: baseMs,
      maxTimeout: maxMs,
    })
    return request(url, { dispatcher: agent.compose(again) })
  },

  cockatiel: ({ url, baseMs, maxMs, onAttempt }) => {
    const again = policyOf(handleAll, {
      maxAttempts: retries,
      backoff: new ExponentialBackoff({ initialDelay: baseMs, maxDelay: maxMs }),
    })
    return again.execute(({ signal }) => (onAttempt(), getJson(url, { signal })))
  },

  'cockatiel with `backoff`': ({ url, baseMs, maxMs, onAttempt }) => {
    const delayMs = backoff({ baseMs, maxMs })
    const again = policyOf(handleAll, {
      maxAttempts: retries,
      backoff: new DelegateBackoff(({ attempt, result }) =>
        delayMs(attempt, 'error' in result ? result.error : undefined),
      ),
    })
    return again.execute(({ signal }) => (onAttempt(), getJson(url, { signal })))
  },

  'lesson 10 with `backoff`': ({ url, baseMs, maxMs, onAttempt }) =>
    retry(({ signal }) => (onAttempt(), getJson(url, { signal })), {
      retries,
      delayMs: backoff({ baseMs, maxMs }),
    }),
}
