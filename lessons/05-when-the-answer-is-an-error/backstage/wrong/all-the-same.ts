import { HttpError, NetworkError, ParseError } from '../../errors.ts'

export { HttpError, NetworkError, ParseError }

/**
 * Believes that one kind of error is enough, since all of them are failures.
 *
 * @fails rejects with a NetworkError when no answer comes
 * @diagnosis as if the server had answered
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
    throw new HttpError(url, Response.error(), String(cause))
  }
}
