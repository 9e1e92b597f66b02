import { digestOf } from './digest.ts'

/** Headers in which two attempts of the same call may differ. */
const OF_ONE_ATTEMPT =
  /^(?:traceparent|tracestate|baggage|sentry-trace|b3|x-b3-[\w-]+|uber-trace-id|x-cloud-trace-context|x-datadog-[\w-]+|newrelic|elastic-apm-traceparent|(?:x-)?(?:request|correlation)-id|[\w-]*retry-(?:count|attempt)|amz-sdk-(?:request|invocation-id)) *:.*\r\n/gimu

const KEY = /^idempotency-key *:/imu

const methodsWithoutBody = new Set(['GET', 'HEAD', 'OPTIONS', 'DELETE'])

/**
 * Makes fingerprints of calls. Equal ones mean the same headers, so also the same credentials. Without an
 * idempotency key, nobody knows whether a call with a body is the same as another one, so it has none.
 */
export class Fingerprints {
  #lastText = ''
  #last = ''

  /**
   * @param headers The headers, as they are sent: each with `\r\n` at its end.
   */
  of(method: string, headers: string, hasBody: boolean): string | undefined {
    if ((hasBody || !methodsWithoutBody.has(method)) && !KEY.test(headers)) return undefined
    // Most calls of a program have the same headers as the call before.
    if (headers !== this.#lastText) {
      this.#lastText = headers
      this.#last = digestOf(headers.replace(OF_ONE_ATTEMPT, ''))
    }
    return this.#last
  }
}
