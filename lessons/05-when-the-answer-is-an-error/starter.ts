// Three kinds of error, ready to throw; have a look at them.
import { HttpError, NetworkError, ParseError } from './errors.ts'

export { HttpError, NetworkError, ParseError }

/**
 * Gets a URL and gives back the JSON of its answer.
 *
 * @throws {TypeError} if the URL is none
 * @throws {HttpError} if the status is 400 or above
 * @throws {NetworkError} if no answer came, or the body broke off
 * @throws {ParseError} if a complete answer is not JSON
 * @throws `signal.reason`, untouched, if the call was given up
 */
export async function getJson<T = unknown>(
  url: string,
  { signal }: { signal?: AbortSignal | undefined } = {},
): Promise<T> {
  // TODO: this takes any answer for a good one, and does not tell one kind of failure from another.
  const response = await fetch(url, { signal: signal ?? null })
  return (await response.json()) as T
}
