/** The server answered, and the answer is an error: its status is 400 or above. */
export class HttpError extends Error {
  override readonly name = 'HttpError'
  /** The HTTP status: 404, 503 … */
  readonly status: number
  /** The URL that was asked. */
  readonly url: string
  /** The headers of the answer; `Retry-After` is among them. */
  readonly headers: Headers
  /** The body of the answer, as text: what the server has to say about it. */
  readonly body: string

  constructor(url: string, response: Response, body: string) {
    super(`${url} answered ${response.status} ${response.statusText}`.trimEnd())
    this.url = url
    this.status = response.status
    this.headers = response.headers
    this.body = body
  }
}

/** No answer came, or it broke off. Whether the server did the work is unknown. */
export class NetworkError extends Error {
  override readonly name = 'NetworkError'
  /** The URL that was asked. */
  readonly url: string

  /** @param options - `cause`: what `fetch` or the body threw */
  constructor(url: string, options: ErrorOptions) {
    super(`No complete answer from ${url}`, options)
    this.url = url
  }
}

/** A complete answer came, and it is not JSON. */
export class ParseError extends Error {
  override readonly name = 'ParseError'
  /** The URL that was asked. */
  readonly url: string
  /** What came instead of JSON, whole. */
  readonly body: string

  /** @param options - `cause`: what `JSON.parse` threw */
  constructor(url: string, body: string, options: ErrorOptions) {
    super(`${url} answered what is not JSON: ${JSON.stringify(body.slice(0, 60))}`, options)
    this.url = url
    this.body = body
  }
}
