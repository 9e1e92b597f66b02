import { HttpError, NetworkError, ParseError } from '../../errors.ts'

export { HttpError, NetworkError, ParseError }

/**
 * Believes that the network's part is over when `fetch` resolves.
 *
 * @fails calls a body that breaks off a NetworkError, not a ParseError
 * @diagnosis `response.text()` needs the network too
 */
export async function getJson<T = unknown>(
  url: string,
  { signal }: { signal?: AbortSignal | undefined } = {},
): Promise<T> {
  const response = await fetch(url, { signal: signal ?? null }).catch((cause: unknown) => {
    throw signal?.aborted ? signal.reason : new NetworkError(url, { cause })
  })
  const body = await response.text()
  if (!response.ok) throw new HttpError(url, response, body)
  try {
    return JSON.parse(body) as T
  } catch (cause) {
    throw new ParseError(url, body, { cause })
  }
}
