import { HttpError, NetworkError, ParseError } from '../../errors.ts'

export { HttpError, NetworkError, ParseError }

/**
 * Believes that reading a body and parsing it are one step.
 *
 * @fails rejects with a ParseError when the body is not JSON
 * @diagnosis parsed it inside the `try`
 */
export async function getJson<T = unknown>(
  url: string,
  { signal }: { signal?: AbortSignal | undefined } = {},
): Promise<T> {
  void new Request(url)
  if (signal && !(signal instanceof AbortSignal)) throw new TypeError('expected an AbortSignal')
  try {
    const response = await fetch(url, { signal: signal ?? null })
    const body = await response.text()
    if (!response.ok) throw new HttpError(url, response, body)
    return JSON.parse(body) as T
  } catch (cause) {
    if (cause instanceof HttpError) throw cause
    if (signal?.aborted) throw signal.reason
    throw new NetworkError(url, { cause })
  }
}
