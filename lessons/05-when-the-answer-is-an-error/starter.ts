// Three error classes, ready to throw.
import { HttpError, NetworkError, ParseError } from './errors.ts'

export { HttpError, NetworkError, ParseError }

/** Requests a URL and resolves with the JSON of the answer. The README says which errors it rejects with. */
export async function getJson<T = unknown>(
  url: string,
  { signal }: { signal?: AbortSignal | undefined } = {},
): Promise<T> {
  // TODO: this treats every answer as a good one, whatever its status.
  // To pass no signal, the types of `fetch` accept `null`, but not `undefined`.
  const response = await fetch(url, { signal: signal ?? null })
  return (await response.json()) as T
}
