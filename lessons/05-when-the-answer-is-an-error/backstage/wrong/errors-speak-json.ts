import { HttpError, NetworkError, ParseError } from '../../errors.ts'

export { HttpError, NetworkError, ParseError }

/**
 * Believes that the body of an error is JSON, and that the `try` is to blame for nothing else.
 *
 * @fails rejects with an HttpError when the status is an error
 * @diagnosis Your code parsed its body as JSON
 */
export async function getJson<T = unknown>(
  url: string,
  { signal }: { signal?: AbortSignal | undefined } = {},
): Promise<T> {
  void new Request(url)
  if (signal && !(signal instanceof AbortSignal)) throw new TypeError('expected an AbortSignal')
  const failed = (error: unknown): never => {
    if (signal?.aborted) throw signal.reason
    const { cause } = error as Error
    if (cause instanceof Error && !('code' in cause)) throw error
    throw new NetworkError(url, { cause: error })
  }
  let body: string
  try {
    const response = await fetch(url, { signal: signal ?? null })
    if (!response.ok) throw new HttpError(url, response, JSON.stringify(await response.json()))
    body = await response.text()
  } catch (error) {
    if (error instanceof HttpError) throw error
    return failed(error)
  }
  try {
    return JSON.parse(body) as T
  } catch (cause) {
    throw new ParseError(url, body, { cause })
  }
}
