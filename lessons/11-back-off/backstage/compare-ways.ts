import { getJson } from '@overlap/lesson-05'
import { retry } from '@overlap/lesson-10'
import {
  decorrelatedJitterGenerator,
  ExponentialBackoff,
  handleAll,
  retry as policyOf,
} from 'cockatiel'
import ky from 'ky'
import pRetry from 'p-retry'
import { interceptors, MockAgent, request } from 'undici'
import { backoff } from './solution.ts'

/** What each way has to do: get a URL that answers 503, and retry. */
export interface Task {
  readonly url: string
  readonly retryAfter: string | undefined
  readonly baseMs: number
  readonly maxMs: number
  /** Called before every attempt. */
  readonly onAttempt: () => void
}

const retries = 5

/** The same task by several libraries, each with its jitter turned on, if it has one. */
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
      backoff: new ExponentialBackoff({
        initialDelay: baseMs,
        maxDelay: maxMs,
        generator: decorrelatedJitterGenerator,
      }),
    })
    return again.execute(({ signal }) => (onAttempt(), getJson(url, { signal })))
  },

  backoff: ({ url, baseMs, maxMs, onAttempt }) =>
    retry(({ signal }) => (onAttempt(), getJson(url, { signal })), {
      retries,
      delayMs: backoff({ baseMs, maxMs }),
    }),
}
