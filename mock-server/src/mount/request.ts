import { awaitRealWork } from '../time/real-work.ts'

/** The arguments of `fetch`. */
export type FetchArguments = Parameters<typeof globalThis.fetch>

/** What the server and the trace read of the headers of a request. */
type SentHeaders = Pick<Headers, 'get'> & Iterable<readonly [string, string]>

const NO_HEADERS: SentHeaders = { get: () => null, [Symbol.iterator]: () => [].values() }

/** The facts that only the client of a request knows. */
interface OfTheClient {
  /** The client's signal. */
  readonly signal: AbortSignal | null
  /** Whether a redirect led here. */
  readonly isRedirected: boolean
  /** The body as the client gave it; `null` if there is none, or it cannot be sent again. */
  readonly source: NonNullable<RequestInit['body']> | null
}

/** A request that is sent, with the facts that only its client knows. */
export class SentRequest implements OfTheClient {
  readonly method: string
  /** The URL without its fragment, which is never sent. */
  readonly url: URL
  readonly headers: SentHeaders
  readonly signal: AbortSignal | null
  readonly isRedirected: boolean
  readonly source: OfTheClient['source']
  #request: Request | undefined
  #text: Promise<string> | undefined

  /** @param what A URL stands for a GET without headers, body or options. */
  constructor(what: Request | URL, { signal, isRedirected, source }: OfTheClient) {
    const isPlain = what instanceof URL
    this.method = isPlain ? 'GET' : what.method
    this.url = withoutFragment(isPlain ? what : new URL(what.url))
    this.headers = isPlain ? NO_HEADERS : what.headers
    this.signal = signal
    this.isRedirected = isRedirected
    this.source = source
    this.#request = isPlain ? undefined : what
  }

  /** The request as the platform makes it. It has no signal. */
  get request(): Request {
    this.#request ??= new Request(this.url)
    return this.#request
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
 * the request has none. Where a URL says everything, no `Request` is made.
 *
 * @throws {TypeError} the error of `fetch` for invalid arguments.
 */
export function readArguments(...[input, init]: FetchArguments): SentRequest {
  const signal = signalOf(input, init)
  const url = plainUrl(input, init)
  if (url !== undefined) return new SentRequest(url, { signal, isRedirected: false, source: null })
  const hasSignal = signal !== null || input instanceof Request
  const request = new Request(input, hasSignal ? withoutSignal(init) : init)
  const body = init?.body ?? null
  const source = body instanceof ReadableStream ? null : body
  return new SentRequest(request, { signal, isRedirected: false, source })
}

/** The URL of a call that has no options but a signal, if the platform would accept it. */
function plainUrl(...[input, init]: FetchArguments): URL | undefined {
  if (init !== undefined && !hasOnlySignal(init)) return undefined
  if (typeof input !== 'string' && !(input instanceof URL)) return undefined
  const text = String(input)
  // In a page, other texts may be relative to the page's URL.
  if (!/^https?:\/\//i.test(text)) return undefined
  const url = URL.parse(text)
  return url === null || url.username !== '' || url.password !== '' ? undefined : url
}

function hasOnlySignal(init: RequestInit | null): boolean {
  if (init === null) return true
  if (typeof init !== 'object' || Object.getPrototypeOf(init) !== Object.prototype) return false
  return Reflect.ownKeys(init).every((key) => key === 'signal')
}

function withoutFragment(url: URL): URL {
  const at = url.href.indexOf('#')
  return at === -1 ? url : new URL(url.href.slice(0, at))
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
