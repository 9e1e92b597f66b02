import { HttpError, NetworkError, ParseError } from '../../errors.ts'

export { HttpError, NetworkError, ParseError }

/**
 * Believes that a failure without a code is a bug, in the body, too. A malformed chunk has no code.
 *
 * @fails rejects with a NetworkError when the body breaks off
 * @diagnosis whenever a response isn't valid HTTP
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
  const response = await fetch(url, { signal: signal ?? null }).catch(failed)
  const body = await response.text().catch((error: Error) => {
    if (signal?.aborted) throw signal.reason
    if (!(error.cause as NodeJS.ErrnoException).code) throw error
    return failed(error)
  })
  if (!response.ok) throw new HttpError(url, response, body)
  try {
    return JSON.parse(body) as T
  } catch (cause) {
    throw new ParseError(url, body, { cause })
  }
}
