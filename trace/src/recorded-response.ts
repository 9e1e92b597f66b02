import { recordBody, type Watched } from './recorded-body.ts'

type Body = ReadableStream<Uint8Array<ArrayBuffer>>
type Taken = 'headers' | 'redirected' | 'type' | 'url'

interface Made extends Omit<Response, Taken | 'clone'> {
  clone(): Response
}

/** Response, as a class whose properties are accessors: they are on the platform, not in its types. */
const MadeResponse = Response as unknown as new (body: Body | null, init: Response) => Made

/**
 * A response with a recorded body. What a made Response would lose or loosen (its URL, type and
 * immutable headers) it takes from the one that was received.
 */
export class RecordedResponse extends MadeResponse implements Pick<Response, Taken> {
  readonly #received: Response

  private constructor(body: Body | null, received: Response) {
    super(body, received)
    this.#received = received
  }

  static of(received: Response, body: Body, watched: Watched): Response {
    return new RecordedResponse(recordBody(body, watched), received)
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
    return new RecordedResponse(super.clone().body, this.#received)
  }
}
