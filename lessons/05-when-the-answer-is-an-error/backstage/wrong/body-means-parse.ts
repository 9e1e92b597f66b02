import { HttpError, NetworkError, ParseError } from '../../errors.ts'

export { HttpError, NetworkError, ParseError }

/**
 * Believes that whatever fails after the headers is a problem with the JSON.
 *
 * @fails rejects with a NetworkError when the body breaks off
 * @diagnosis If that fails, nothing has been parsed
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
  let body = ''
  try {
    body = await response.text()
    if (response.ok) return JSON.parse(body) as T
  } catch (cause) {
    if (signal?.aborted) throw signal.reason
    throw new ParseError(url, body, { cause })
  }
  throw new HttpError(url, response, body)
}
