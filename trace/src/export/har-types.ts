/** A HAR 1.2 document: http://www.softwareishard.com/blog/har-12-spec/ */
export interface Har {
  /** The whole document. */
  readonly log: HarLog
}

/** The log of a HAR document. */
export interface HarLog {
  /** The version of the format. */
  readonly version: '1.2'
  /** The program that wrote it. */
  readonly creator: { readonly name: string; readonly version: string }
  /** Always empty: no call belongs to a page. */
  readonly pages: readonly []
  /** One for each call, in the order they were sent. */
  readonly entries: readonly HarEntry[]
}

/** A header or a parameter of a query. */
export interface HarPair {
  /** Its name, as it was written. */
  readonly name: string
  /** Its value, as text. */
  readonly value: string
}

/** One call. Fields that start with `_` are not part of the standard; DevTools uses them. */
export interface HarEntry {
  /** When the call was sent, by the wall clock (ISO 8601). */
  readonly startedDateTime: string
  /** From being sent to its end, in ms: the sum of `timings`. */
  readonly time: number
  /** What was sent. Its body is not recorded. */
  readonly request: HarRequest
  /** What was received. The status is 0 if no headers arrived. */
  readonly response: HarResponse
  /** Empty: no cache was involved. */
  readonly cache: Readonly<Record<string, never>>
  /** The parts of `time`, in ms; -1 if a part is not known. */
  readonly timings: HarTimings
  /** The client and the number of the connection, if it is known. */
  readonly connection?: string
  /** The client, the attempt and the outcome, unless they are the default. */
  readonly comment?: string
  /** The kind of request, for the filter of the Network panel. */
  readonly _resourceType: 'fetch'
}

/** The request of a {@link HarEntry}. */
export interface HarRequest {
  /** HTTP method. */
  readonly method: string
  /** Absolute URL. */
  readonly url: string
  /** Required by the format. HTTP/1.1 is assumed. */
  readonly httpVersion: string
  /** Empty: cookies may be secret. */
  readonly cookies: readonly []
  /** The headers that the caller set, if they are known. Secrets are masked. */
  readonly headers: readonly HarPair[]
  /** The query of the URL. */
  readonly queryString: readonly HarPair[]
  /** -1: not known. */
  readonly headersSize: -1
  /** Bytes of the body, if `content-length` was sent; else -1: not known. */
  readonly bodySize: number
}

/** The response of a {@link HarEntry}. */
export interface HarResponse {
  /** HTTP status; 0 if no headers arrived. */
  readonly status: number
  /** The reason phrase, such as `Not Found`; `''` without one. */
  readonly statusText: string
  /** Required by the format. HTTP/1.1 is assumed. */
  readonly httpVersion: string
  /** Empty: cookies may be secret. */
  readonly cookies: readonly []
  /** The headers of the response, if they are known. Secrets are masked. */
  readonly headers: readonly HarPair[]
  /** Bytes of the body and its MIME type (`x-unknown` if it has none). Its text is not recorded. */
  readonly content: { readonly size: number; readonly mimeType: string }
  /** Where a redirect leads: the `location` header; `''` without one. */
  readonly redirectURL: string
  /** -1: not known. */
  readonly headersSize: -1
  /** Bytes of the body. */
  readonly bodySize: number
  /** Bytes of the body, in the field that DevTools reads. */
  readonly _transferSize: number
  /** Why there was no complete response. */
  readonly _error?: string
}

/** The timings of a {@link HarEntry}. */
export interface HarTimings {
  /** -1: not known. */
  readonly blocked: -1
  /** -1: not known. */
  readonly dns: -1
  /** -1: not known. */
  readonly connect: -1
  /** -1: not known. */
  readonly ssl: -1
  /** Counted with `wait`. */
  readonly send: 0
  /** From being sent to the headers, or to the end if no headers arrived. */
  readonly wait: number
  /** From the headers to the end of the body. */
  readonly receive: number
}
