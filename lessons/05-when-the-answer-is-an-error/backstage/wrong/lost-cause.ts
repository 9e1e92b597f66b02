import { HttpError, NetworkError, ParseError } from '../../errors.ts'

export { HttpError, NetworkError, ParseError }

/**
 * Believes that the new error says it all, so that the old one can go.
 *
 * @fails keeps the cause
 * @diagnosis what really happened is lost
 */
export async function getJson<T = unknown>(
  url: string,
  { signal }: { signal?: AbortSignal | undefined } = {},
): Promise<T> {
  const failed = (): unknown => (signal?.aborted ? signal.reason : new NetworkError(url, {}))
  const response = await fetch(url, { signal: signal ?? null }).catch(() => {
    throw failed()
  })
  const body = await response.text().catch(() => {
    throw failed()
  })
  if (!response.ok) throw new HttpError(url, response, body)
  try {
    return JSON.parse(body) as T
  } catch {
    throw new ParseError(url, body, {})
  }
}
