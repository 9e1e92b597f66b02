import { HttpError, NetworkError, ParseError } from '../../errors.ts'

export { HttpError, NetworkError, ParseError }

/**
 * Believes that reading a body and parsing it are one step, and that the network is to blame for it.
 *
 * @fails rejects with a ParseError when a complete answer is not JSON
 * @diagnosis parsed inside the `try`
 */
export async function getJson<T = unknown>(
  url: string,
  { signal }: { signal?: AbortSignal | undefined } = {},
): Promise<T> {
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
