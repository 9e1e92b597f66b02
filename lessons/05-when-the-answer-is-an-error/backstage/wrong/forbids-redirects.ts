import { HttpError, NetworkError, ParseError } from '../../errors.ts'

export { HttpError, NetworkError, ParseError }

/**
 * Believes that a call that is sent somewhere else has failed.
 *
 * @fails resolves with the JSON of a good answer
 * @diagnosis because your code forbids redirects
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
  const response = await fetch(url, { signal: signal ?? null, redirect: 'error' }).catch(failed)
  const body = await response.text().catch(failed)
  if (!response.ok) throw new HttpError(url, response, body)
  try {
    return JSON.parse(body) as T
  } catch (cause) {
    throw new ParseError(url, body, { cause })
  }
}
