/** What `fetch` takes first. */
export type FetchInput = Parameters<typeof globalThis.fetch>[0]

/** A request on its way out. */
export interface Outgoing {
  /** What the server gets. Its signal is `gone`'s. */
  readonly request: Request
  /** The client's signal. */
  readonly signal: AbortSignal | null
  /** Aborts when the client has gone away. */
  readonly gone: AbortController
}

/**
 * Takes the arguments of `fetch`.
 *
 * A `Request` follows the signal it is made with by a listener that stays until it is garbage. So
 * the client's signal is kept apart, and the request follows one that lives as long as the call.
 *
 * @throws {TypeError} what `fetch` throws for arguments that it cannot use.
 */
export function outgoing(input: FetchInput, init: RequestInit | undefined): Outgoing {
  const signal = signalOf(input, init)
  const gone = new AbortController()
  const request =
    init instanceof Request
      ? new Request(new Request(input, init), { signal: gone.signal })
      : new Request(input, { ...init, signal: gone.signal })
  return { request, signal, gone }
}

function signalOf(input: FetchInput, init: RequestInit | undefined): AbortSignal | null {
  const given = init?.signal
  if (given === undefined) return input instanceof Request ? input.signal : null
  // Refused in Request's own words.
  if (given !== null && !(given instanceof AbortSignal)) new Request(input, init).clone()
  return given
}
