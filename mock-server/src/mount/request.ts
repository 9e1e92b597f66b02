import { awaitRealWork } from '../time/real-work.ts'

/** The arguments of `fetch`. */
export type FetchArguments = Parameters<typeof globalThis.fetch>

/** A request that is sent, with the facts that only its client knows. */
export class SentRequest {
  /** The request as the server receives it. It has no signal. */
  readonly request: Request
  /** The client's signal. */
  readonly signal: AbortSignal | null
  /** Whether a redirect led here. */
  readonly isRedirected: boolean
  /** The body as the client gave it; `null` if there is none, or it cannot be sent again. */
  readonly source: NonNullable<RequestInit['body']> | null
  #text: Promise<string> | undefined

  constructor(request: Request, client: Omit<SentRequest, 'request' | 'text'>) {
    this.request = request
    this.signal = client.signal
    this.isRedirected = client.isRedirected
    this.source = client.source
  }

  /** The body. The server can read it any number of times. */
  text(): Promise<string> {
    this.#text ??= awaitRealWork(this.request.text())
    return this.#text
  }
}

/**
 * Reads the arguments of `fetch`.
 *
 * A `Request` with a signal adds a listener that stays until the request is garbage-collected, and
 * making it takes longer than the rest of the call. So the client's signal is kept separately, and
 * the request has none.
 *
 * @throws {TypeError} the error of `fetch` for invalid arguments.
 */
export function readArguments(...[input, init]: FetchArguments): SentRequest {
  const signal = signalOf(input, init)
  const hasSignal = signal !== null || input instanceof Request
  const request = new Request(input, hasSignal ? withoutSignal(init) : init)
  const body = init?.body ?? null
  const source = body instanceof ReadableStream ? null : body
  return new SentRequest(request, { signal, isRedirected: false, source })
}

function signalOf(...[input, init]: FetchArguments): AbortSignal | null {
  const given = init?.signal
  if (given === undefined) return input instanceof Request ? input.signal : null
  // The platform throws its own error.
  if (given !== null && !(given instanceof AbortSignal)) new Request(input, init).clone()
  return given
}

/**
 * The same options without a signal. They may be an instance of any class, so they are not copied.
 */
function withoutSignal(init: RequestInit | undefined): RequestInit {
  const given = init ?? {}
  // If it is no object, the platform throws its own error.
  if (typeof given !== 'object' && typeof given !== 'function') return given
  return new Proxy(given, {
    get: (options, name) => (name === 'signal' ? null : Reflect.get(options, name)),
  })
}
