import { HttpError, NetworkError, ParseError } from '../errors.ts'

export { HttpError, NetworkError, ParseError } from '../errors.ts'

/** Options of {@link getJson}. */
export interface GetJsonOptions {
  /** Gives the call up, also while the body is read. */
  readonly signal?: AbortSignal | undefined
}

/**
 * Gets an absolute URL and gives back the JSON of its answer.
 *
 * @throws {TypeError} if the URL is none. That is a mistake in the program, no fault of the network.
 * @throws {HttpError} if the status is 400 or above. The body has been read then, too.
 * @throws {NetworkError} if no answer came, or the body broke off; `cause` says why.
 * @throws {ParseError} if a complete answer is not JSON; `cause` is the SyntaxError.
 * @throws `signal.reason`, untouched, if the call was given up.
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
  if (!URL.canParse(url)) {
    throw new TypeError(`Cannot get JSON: expected an absolute URL, got ${JSON.stringify(url)}`)
  }
  const response = await overTheNetwork(url, signal, () => fetch(url, { signal: signal ?? null }))
  // The headers are here, the body is not: it can still stall, break off or be given up.
  const body = await overTheNetwork(url, signal, () => response.text())
  if (!response.ok) throw new HttpError(url, response, body)
  try {
    return JSON.parse(body) as T
  } catch (cause) {
    throw new ParseError(url, body, { cause })
  }
}

/** A step that needs the network. `fetch` and bodies report every fault of it as a TypeError. */
async function overTheNetwork<T>(
  url: string,
  signal: AbortSignal | undefined,
  step: () => Promise<T>,
): Promise<T> {
  try {
    return await step()
  } catch (error) {
    if (signal?.aborted) throw signal.reason
    if (error instanceof TypeError) throw new NetworkError(url, { cause: error })
    throw error
  }
}
