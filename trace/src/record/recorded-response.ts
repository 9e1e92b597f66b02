import { recordBody, type Watched } from './recorded-body.ts'

type Body = ReadableStream<Uint8Array<ArrayBuffer>>
type Taken = 'headers' | 'redirected' | 'type' | 'url'

interface Methods {
  arrayBuffer(): Promise<ArrayBuffer>
  blob(): Promise<Blob>
  bytes(): Promise<Uint8Array>
  clone(): Response
  formData(): Promise<FormData>
  json(): Promise<unknown>
  text(): Promise<string>
}

interface Made extends Omit<Response, Taken | keyof Methods>, Methods {}

/** `Response`, typed so that a class can extend it. */
const MadeResponse = Response as unknown as new (body: Body | null, init: Response) => Made

/**
 * A response with a recorded body. It has the URL, the type and the immutable headers of the received
 * response, which a new Response would not have. If the body breaks off, its readers reject with the
 * original reason. (Chromium always rejects with "Failed to fetch".)
 */
export class RecordedResponse extends MadeResponse implements Pick<Response, Taken> {
  readonly #received: Response
  readonly #watched: Watched

  private constructor(body: Body | null, received: Response, watched: Watched) {
    super(body, received)
    this.#received = received
    this.#watched = watched
  }

  static of(received: Response, body: Body, watched: Watched): Response {
    return new RecordedResponse(recordBody(body, watched), received, watched)
  }

  get headers(): Headers {
    return this.#received.headers
  }

  get redirected(): boolean {
    return this.#received.redirected
  }

  get type(): Response['type'] {
    return this.#received.type
  }

  get url(): string {
    return this.#received.url
  }

  override clone(): Response {
    return new RecordedResponse(super.clone().body, this.#received, this.#watched)
  }

  override arrayBuffer(): Promise<ArrayBuffer> {
    return this.#read(() => super.arrayBuffer())
  }

  override blob(): Promise<Blob> {
    return this.#read(() => super.blob())
  }

  override bytes(): Promise<Uint8Array> {
    return this.#read(() => super.bytes())
  }

  override formData(): Promise<FormData> {
    return this.#read(() => super.formData())
  }

  override json(): Promise<unknown> {
    return this.#read(() => super.json())
  }

  override text(): Promise<string> {
    return this.#read(() => super.text())
  }

  async #read<T>(read: () => Promise<T>): Promise<T> {
    const isFirst = !this.bodyUsed
    try {
      return await read()
    } catch (error) {
      const { failure } = this.#watched
      throw isFirst && failure !== undefined ? failure.reason : error
    }
  }
}
