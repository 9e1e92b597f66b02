import { awaitRealWork } from '../time/real-work.ts'

/** What `fetch` takes. */
export type FetchArguments = Parameters<typeof globalThis.fetch>

/** A request that is sent, and what only its client knows about it. */
export class SentRequest {
  /** The request as the server gets it. It has no signal. */
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

  /** The body as the server reads it: any number of times. */
  text(): Promise<string> {
    this.#text ??= awaitRealWork(this.request.text())
    return this.#text
  }
}

/**
 * Reads the arguments of `fetch`.
 *
 * A `Request` follows the signal that it is made with by a listener that stays until the request is
 * garbage, and making it takes longer than all the rest of a call. So the client's signal is kept
 * apart, and the request has none.
 *
 * @throws {TypeError} what `fetch` throws for arguments that it cannot use.
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
  // Refused in the words of the platform.
  if (given !== null && !(given instanceof AbortSignal)) new Request(input, init).clone()
  return given
}

/** The same options without a signal. They may be an instance of anything, so nothing is copied. */
function withoutSignal(init: RequestInit | undefined): RequestInit {
  const given = init ?? {}
  // What is no object is refused in the words of the platform.
  if (typeof given !== 'object' && typeof given !== 'function') return given
  return new Proxy(given, {
    get: (options, name) => (name === 'signal' ? null : Reflect.get(options, name)),
  })
}
