import { HttpError, NetworkError, ParseError } from '../../errors.ts'

export { HttpError, NetworkError, ParseError }

/**
 * Believes that null is a good way to say that something went wrong.
 *
 * @fails rejects with an HttpError when the status is an error
 * @diagnosis null
 */
export async function getJson<T = unknown>(
  url: string,
  { signal }: { signal?: AbortSignal | undefined } = {},
): Promise<T> {
  const response = await fetch(url, { signal: signal ?? null }).catch(() => null)
  if (!response?.ok) return null as T
  return (await response.json()) as T
}
