import { HttpError, NetworkError, ParseError } from '../../errors.ts'

export { HttpError, NetworkError, ParseError }

/**
 * Believes that looking at the signal when the call is over is enough.
 *
 * @fails passes the reason on, untouched, when the call is given up
 * @diagnosis went on to its end
 */
export async function getJson<T = unknown>(
  url: string,
  { signal }: { signal?: AbortSignal | undefined } = {},
): Promise<T> {
  const failed = (cause: unknown): never => {
    throw new NetworkError(url, { cause })
  }
  const response = await fetch(url).catch(failed)
  const body = await response.text().catch(failed)
  signal?.throwIfAborted()
  if (!response.ok) throw new HttpError(url, response, body)
  try {
    return JSON.parse(body) as T
  } catch (cause) {
    throw new ParseError(url, body, { cause })
  }
}
