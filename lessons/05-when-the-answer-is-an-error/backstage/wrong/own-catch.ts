import { HttpError, NetworkError, ParseError } from '../../errors.ts'

export { HttpError, NetworkError, ParseError }

/**
 * Believes that a `catch` only catches what others throw.
 *
 * @fails rejects with an HttpError when the status is an error
 * @diagnosis threw an HttpError, and your own
 */
export async function getJson<T = unknown>(
  url: string,
  { signal }: { signal?: AbortSignal | undefined } = {},
): Promise<T> {
  void new Request(url)
  if (signal && !(signal instanceof AbortSignal)) throw new TypeError('expected an AbortSignal')
  let body: string
  try {
    const response = await fetch(url, { signal: signal ?? null })
    body = await response.text()
    if (!response.ok) throw new HttpError(url, response, body)
  } catch (error) {
    if (signal?.aborted) throw signal.reason
    throw new NetworkError(url, { cause: error })
  }
  try {
    return JSON.parse(body) as T
  } catch (cause) {
    throw new ParseError(url, body, { cause })
  }
}
