import { HttpError, NetworkError, ParseError } from '../../errors.ts'

export { HttpError, NetworkError, ParseError }

/**
 * Believes that `fetch` rejects on a 404 or a 500.
 *
 * @fails rejects with an HttpError when the status is an error
 * @diagnosis took it for a product
 */
export async function getJson<T = unknown>(
  url: string,
  { signal }: { signal?: AbortSignal | undefined } = {},
): Promise<T> {
  try {
    const response = await fetch(url, { signal: signal ?? null })
    return (await response.json()) as T
  } catch (cause) {
    if (signal?.aborted) throw signal.reason
    if (cause instanceof SyntaxError) throw new ParseError(url, '', { cause })
    throw new NetworkError(url, { cause })
  }
}
