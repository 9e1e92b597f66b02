import { HttpError, NetworkError, ParseError } from '../errors.ts'

export { HttpError, NetworkError, ParseError } from '../errors.ts'

/** Options of {@link getJson}. */
export interface GetJsonOptions {
  /** Aborts the call, also while its body is being read. */
  readonly signal?: AbortSignal | undefined
}

/**
 * Requests a URL and resolves with the JSON of the answer. Sends one call, and never retries.
 *
 * @throws {HttpError} if the status is outside 200 to 299. `fetch` follows redirects by itself.
 * @throws {NetworkError} if no answer arrived, or its body broke off. The `cause` says why.
 * @throws {ParseError} if the body isn't JSON; an empty one, such as that of a 204, isn't. The `cause`
 * is the SyntaxError.
 * @throws `signal.reason`, as it is, if the signal aborts before the body has arrived.
 * @throws {TypeError} if a retry couldn't help: an invalid URL, one with a user name or password, or a
 * signal that isn't an AbortSignal. In Node also a URL that `fetch` refuses (`ftp:`, port 6666), a
 * redirect that it doesn't follow, such as the twenty-first of a loop, and a 407.
 *
 * @example
 * ```ts
 * import { getJson, HttpError } from '@overlap/lesson-05'
 * import { simulate } from '@overlap/mock-server'
 *
 * const run = await simulate({}, (api) => getJson(api.url('/products/0')))
 *
 * run.reason instanceof HttpError && run.reason.status // → 404
 * ```
 */
export async function getJson<T = unknown>(
  url: string,
  { signal }: GetJsonOptions = {},
): Promise<T> {
  checkArguments(url, signal)
  const failed = (error: unknown): never => {
    if (signal?.aborted) throw signal.reason
    throw isRefusal(error) ? error : new NetworkError(url, { cause: error })
  }
  const response = await fetch(url, { signal: signal ?? null }).catch(failed)
  // Only the headers have arrived. The body can still break off, and the caller can still abort.
  const body = await response.text().catch(failed)
  if (!response.ok) throw new HttpError(url, response, body)
  try {
    return JSON.parse(body) as T
  } catch (cause) {
    throw new ParseError(url, body, { cause })
  }
}

function checkArguments(url: string, signal: AbortSignal | undefined): void {
  // Throws for an invalid URL and for one with a password. With the signal, it would leave a listener.
  void new Request(url)
  if (signal !== undefined && !(signal instanceof AbortSignal)) {
    throw new TypeError('Cannot get JSON: expected an AbortSignal as `signal`')
  }
}

/**
 * Whether `fetch` refused to send the call, or to follow a redirect. In Node, the cause of a network
 * failure has a property `code`, such as ECONNREFUSED, and the cause of a refusal has none. The `code`
 * of a reply that isn't HTTP is undefined. Browsers don't give a cause.
 */
function isRefusal(error: unknown): boolean {
  const { cause } = error as Error
  return cause instanceof Error && !('code' in cause)
}
