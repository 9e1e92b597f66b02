import { HttpError, NetworkError, ParseError } from '../../errors.ts'

export { HttpError, NetworkError, ParseError }

/**
 * Believes that an error has a JSON body, as everything does that comes from the API.
 *
 * @fails rejects with an HttpError when the status is an error
 * @diagnosis parse only the body of a good answer
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
  const body = await response.text().catch(failed)
  try {
    const data = JSON.parse(body) as T
    if (response.ok) return data
  } catch (cause) {
    throw new ParseError(url, body, { cause })
  }
  throw new HttpError(url, response, body)
}
