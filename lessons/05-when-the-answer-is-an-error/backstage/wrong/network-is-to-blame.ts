import { HttpError, NetworkError, ParseError } from '../../errors.ts'

export { HttpError, NetworkError, ParseError }

/**
 * Believes that `fetch` only rejects if the network fails.
 *
 * @fails rejects with a TypeError when the URL or the signal is invalid
 * @diagnosis The URL had port 6666
 */
export async function getJson<T = unknown>(
  url: string,
  { signal }: { signal?: AbortSignal | undefined } = {},
): Promise<T> {
  const failed = (cause: unknown): never => {
    if (signal?.aborted) throw signal.reason
    throw new NetworkError(url, { cause })
  }
  const response = await fetch(url, { signal: signal ?? null }).catch(failed)
  const body = await response.text().catch(failed)
  if (!response.ok) throw new HttpError(url, response, body)
  try {
    return JSON.parse(body) as T
  } catch (cause) {
    throw new ParseError(url, body, { cause })
  }
}
