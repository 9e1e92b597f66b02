import { HttpError, NetworkError, ParseError } from '../../errors.ts'

export { HttpError, NetworkError, ParseError }

/**
 * Believes that a call that was given up is a network that failed.
 *
 * @fails passes the reason on, untouched, when the call is given up
 * @diagnosis gave the call up
 */
export async function getJson<T = unknown>(
  url: string,
  { signal }: { signal?: AbortSignal | undefined } = {},
): Promise<T> {
  let body = ''
  let response: Response
  try {
    response = await fetch(url, { signal: signal ?? null })
    body = await response.text()
  } catch (cause) {
    throw new NetworkError(url, { cause })
  }
  if (!response.ok) throw new HttpError(url, response, body)
  try {
    return JSON.parse(body) as T
  } catch (cause) {
    throw new ParseError(url, body, { cause })
  }
}
