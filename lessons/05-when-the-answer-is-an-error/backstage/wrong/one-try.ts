import { HttpError, NetworkError, ParseError } from '../../errors.ts'

export { HttpError, NetworkError, ParseError }

/**
 * Believes that one `try` around everything catches only what others throw.
 *
 * @fails rejects with an HttpError when the status is an error
 * @diagnosis your own `catch` turned it
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
    if (signal?.aborted) throw signal.reason
    if (cause instanceof SyntaxError) throw new ParseError(url, '', { cause })
    throw new NetworkError(url, { cause })
  }
}
