import { HttpError, NetworkError, ParseError } from '../../errors.ts'

export { HttpError, NetworkError, ParseError }

/**
 * Believes that a `code` that is undefined is the same as no `code`.
 *
 * @fails rejects with a NetworkError when no answer comes
 * @diagnosis property exists, not its value
 */
export async function getJson<T = unknown>(
  url: string,
  { signal }: { signal?: AbortSignal | undefined } = {},
): Promise<T> {
  void new Request(url)
  if (signal && !(signal instanceof AbortSignal)) throw new TypeError('expected an AbortSignal')
  const failed = (error: unknown): never => {
    if (signal?.aborted) throw signal.reason
    const { cause } = error as Error
    if (cause instanceof Error && (cause as NodeJS.ErrnoException).code === undefined) throw error
    throw new NetworkError(url, { cause: error })
  }
  const response = await fetch(url, { signal: signal ?? null }).catch(failed)
  const body = await response.text().catch((cause: unknown): never => {
    if (signal?.aborted) throw signal.reason
    throw new NetworkError(url, { cause })
  })
  if (!response.ok) throw new HttpError(url, response, body)
  try {
    return JSON.parse(body) as T
  } catch (cause) {
    throw new ParseError(url, body, { cause })
  }
}
