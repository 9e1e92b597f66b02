import { HttpError, NetworkError, ParseError } from '../../errors.ts'

export { HttpError, NetworkError, ParseError }

function messageIn(body: string): string {
  try {
    return (JSON.parse(body) as { readonly error: string }).error
  } catch {
    return body
  }
}

/**
 * Believes that the `content-type` of an error says how to read its body.
 *
 * @fails rejects with an HttpError when the status is an error
 * @diagnosis labelled `application/json`
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
    if (cause instanceof Error && !('code' in cause)) throw error
    throw new NetworkError(url, { cause: error })
  }
  const response = await fetch(url, { signal: signal ?? null }).catch(failed)
  const body = await response.text().catch(failed)
  if (!response.ok) {
    const isJson = response.headers.get('content-type')?.includes('json')
    throw new HttpError(url, response, isJson ? messageIn(body) : body)
  }
  try {
    return JSON.parse(body) as T
  } catch (cause) {
    throw new ParseError(url, body, { cause })
  }
}
