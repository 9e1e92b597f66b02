/** The server answered with a status outside 200 to 299. */
export class HttpError extends Error {
  override readonly name = 'HttpError'
  /** The URL that was requested. */
  readonly url: string
  /** The HTTP status, such as 404 or 503. */
  readonly status: number
  /** The headers of the answer, such as `Retry-After`. */
  readonly headers: Headers
  /** The body of the answer, as text. It often explains what was wrong. */
  readonly body: string

  constructor(url: string, response: Response, body: string) {
    super(`${url} answered ${response.status} ${response.statusText}`.trimEnd())
    this.url = url
    this.status = response.status
    this.headers = response.headers
    this.body = body
  }
}

/** No complete answer arrived. The server may or may not have done the work. */
export class NetworkError extends Error {
  override readonly name = 'NetworkError'
  /** The URL that was requested. */
  readonly url: string

  /** @param options - `cause`: the error from `fetch`, or from reading the body */
  constructor(url: string, options: ErrorOptions) {
    super(`No complete answer from ${url}`, options)
    this.url = url
  }
}

/** A complete answer arrived, but its body isn't JSON. */
export class ParseError extends Error {
  override readonly name = 'ParseError'
  /** The URL that was requested. */
  readonly url: string
  /** The body that arrived instead of JSON, as text. */
  readonly body: string

  /** @param options - `cause`: the SyntaxError of `JSON.parse` */
  constructor(url: string, body: string, options: ErrorOptions) {
    super(`${url} answered, but not with JSON: ${JSON.stringify(body.slice(0, 60))}`, options)
    this.url = url
    this.body = body
  }
}
