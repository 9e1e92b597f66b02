import { awaitRealWork } from '../time/real-work.ts'
import { abortable, textStream, type Failure } from './byte-stream.ts'
import { ImmutableHeaders } from './immutable-headers.ts'

type Bytes = Uint8Array<ArrayBuffer>

/** The parts of a response. */
export interface Received {
  readonly url: string
  readonly isRedirected: boolean
  readonly status: number
  readonly statusText: string
  readonly headers: Readonly<Record<string, string>>
  /** A text has arrived completely. A stream is still arriving. */
  readonly body: string | ReadableStream<Bytes> | null
  /** The client's signal. After it has aborted, even a complete body cannot be read. */
  readonly signal: AbortSignal | null
  /** The error with which the body broke off, if it did. */
  readonly failure: Failure
}

type Accessors = 'body' | 'bodyUsed' | 'headers' | 'redirected' | 'type' | 'url'

interface Readers {
  arrayBuffer(): Promise<ArrayBuffer>
  blob(): Promise<Blob>
  bytes(): Promise<Bytes>
  clone(): Response
  formData(): Promise<FormData>
  json(): Promise<unknown>
  text(): Promise<string>
}

/** `Response` as a class with accessors and methods, which its types do not show. */
const PlatformResponse = Response as unknown as new (
  body: null,
  init: ResponseInit,
) => Omit<Response, Accessors | keyof Readers> & Readers

/**
 * A response like those of `fetch`: it has a URL and immutable headers, which no constructor can
 * set.
 *
 * A platform `Response` with a body costs more than the rest of the call. So it is made only if a
 * client needs more than the text or the JSON of a complete body.
 */
export class FetchedResponse extends PlatformResponse implements Pick<Response, Accessors> {
  readonly #received: Received
  /** The platform's response with the body, once it is needed. */
  #made: Response | undefined
  /** Whether the text was read without such a response. */
  #isRead = false
  #headers: Headers | undefined

  constructor(received: Received, made?: Response) {
    const { status, statusText } = received
    super(null, { status, statusText })
    this.#received = received
    this.#made = made
  }

  get url(): string {
    return this.#received.url
  }

  get redirected(): boolean {
    return this.#received.isRedirected
  }

  get type(): Response['type'] {
    return 'basic'
  }

  get headers(): Headers {
    this.#headers ??= new ImmutableHeaders(this.#received.headers)
    return this.#headers
  }

  get body(): Response['body'] {
    return this.#whole().body
  }

  get bodyUsed(): boolean {
    return this.#made?.bodyUsed ?? this.#isRead
  }

  override clone(): Response {
    return new FetchedResponse(this.#received, this.#whole().clone())
  }

  override async text(): Promise<string> {
    return this.#takeText() ?? (await this.#read('text'))
  }

  override async json(): Promise<unknown> {
    const text = this.#takeText()
    return text === undefined ? await this.#read('json') : (JSON.parse(text) as unknown)
  }

  override arrayBuffer(): Promise<ArrayBuffer> {
    return this.#read('arrayBuffer')
  }

  override blob(): Promise<Blob> {
    return this.#read('blob')
  }

  override bytes(): Promise<Bytes> {
    return this.#read('bytes')
  }

  override formData(): Promise<FormData> {
    return this.#read('formData')
  }

  /** The body, if it is a complete text that was not read yet. */
  #takeText(): string | undefined {
    const { body, signal } = this.#received
    if (typeof body !== 'string' || signal?.aborted === true) return undefined
    if (this.#isRead || this.#made !== undefined) return undefined
    this.#isRead = true
    const text = body.toWellFormed()
    // Removes the byte order mark, like any UTF-8 decoder.
    return text.startsWith('\uFEFF') ? text.slice(1) : text
  }

  /**
   * Rejects with the original error of a body that broke off, because Chromium would always say
   * "Failed to fetch".
   */
  async #read<Method extends keyof Omit<Readers, 'clone'>>(
    method: Method,
  ): Promise<Awaited<ReturnType<Readers[Method]>>> {
    const whole = this.#whole()
    const isFirst = !whole.bodyUsed
    try {
      return (await (isOnItsWay(whole, this.#received)
        ? readStream(whole, method)
        : awaitRealWork<unknown>(whole[method]()))) as Awaited<ReturnType<Readers[Method]>>
    } catch (error) {
      const { reason } = this.#received.failure
      throw isFirst && reason !== undefined ? reason.value : error
    }
  }

  #whole(): Response {
    if (this.#made !== undefined) return this.#made
    const { body, headers, signal, failure } = this.#received
    if (this.#isRead) return (this.#made = usedResponse())
    if (body === null || signal === null) return (this.#made = new Response(body, { headers }))
    const arriving = typeof body === 'string' ? textStream(body) : body
    return (this.#made = new Response(abortable(arriving, signal, failure), { headers }))
  }
}

// `response.constructor` has to be the platform's.
Object.defineProperty(FetchedResponse.prototype, 'constructor', { value: Response })

/** A response whose body was read. */
function usedResponse(): Response {
  const used = new Response('')
  void used.text()
  return used
}

function isOnItsWay({ body, bodyUsed }: Response, received: Received): boolean {
  return typeof received.body === 'object' && body !== null && !body.locked && !bodyUsed
}

/**
 * Reads a body that is still arriving. Browsers notice the end of a stream some turns of the event
 * loop too late. So this function reads it, and passes the whole body to the platform.
 */
async function readStream(
  response: Response,
  method: keyof Omit<Readers, 'clone'>,
): Promise<unknown> {
  const pieces: Bytes[] = []
  const reader = response.body!.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    pieces.push(value as Bytes)
  }
  const { headers } = response
  return awaitRealWork<unknown>(new Response(joined(pieces), { headers })[method]())
}

function joined(pieces: readonly Bytes[]): Bytes {
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const piece of pieces) {
    bytes.set(piece, at)
    at += piece.length
  }
  return bytes
}
