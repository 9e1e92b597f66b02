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
  #lastList: readonly unknown[] = []
  #lastText = ''
  #last = ''

  /**
   * Takes headers as a list in which names and values take turns.
   *
   * @param textOf Makes a text of them, as they are sent.
   */
  ofList(
    method: string,
    list: readonly unknown[],
    hasBody: boolean,
    textOf: (list: readonly unknown[]) => string,
  ): string | undefined {
    const isSame =
      !hasBody &&
      methodsWithoutBody.has(method) &&
      list.length > 0 &&
      list.length === this.#lastList.length &&
      list.every((part, i) => typeof part === 'string' && part === this.#lastList[i])
    if (isSame) return this.#last
    const fingerprint = this.of(method, textOf(list), hasBody)
    this.#lastList = fingerprint === undefined ? [] : [...list]
    return fingerprint
  }

  /**
   * @param headers The headers, as they are sent: each with `\r\n` at its end.
   */
  of(method: string, headers: string, hasBody: boolean): string | undefined {
    if ((hasBody || !methodsWithoutBody.has(method)) && !KEY.test(headers)) return undefined
    // Most calls of a program have the same headers as the call before.
    if (headers !== this.#lastText) {
      this.#lastText = headers
      this.#lastList = []
      this.#last = digestOf(headers.replace(OF_ONE_ATTEMPT, ''))
    }
    return this.#last
  }
}
