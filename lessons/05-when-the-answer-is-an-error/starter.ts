// Three kinds of errors, ready to throw. Have a look at them.
import { HttpError, NetworkError, ParseError } from './errors.ts'

export { HttpError, NetworkError, ParseError }

/** Requests a URL and resolves with the JSON of the answer. The README says how it fails. */
export async function getJson<T = unknown>(
  url: string,
  { signal }: { signal?: AbortSignal | undefined } = {},
): Promise<T> {
  // TODO: this takes every answer for a good one, whatever its status.
  const response = await fetch(url, { signal: signal ?? null })
  return (await response.json()) as T
}
