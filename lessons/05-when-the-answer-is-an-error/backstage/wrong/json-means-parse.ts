import { HttpError, NetworkError, ParseError } from '../../errors.ts'

export { HttpError, NetworkError, ParseError }

/**
 * Believes that whatever goes wrong in `response.json()` is a matter of parsing.
 *
 * @fails calls a body that breaks off a NetworkError, not a ParseError
 * @diagnosis the connection broke
 */
export async function getJson<T = unknown>(
  url: string,
  { signal }: { signal?: AbortSignal | undefined } = {},
): Promise<T> {
  const response = await fetch(url, { signal: signal ?? null }).catch((cause: unknown) => {
    throw signal?.aborted ? signal.reason : new NetworkError(url, { cause })
  })
  if (!response.ok) throw new HttpError(url, response, await response.text())
  try {
    return (await response.json()) as T
  } catch (cause) {
    if (signal?.aborted) throw signal.reason
    throw new ParseError(url, '', { cause })
  }
}
