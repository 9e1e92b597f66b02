/** A HAR 1.2 document: http://www.softwareishard.com/blog/har-12-spec/ */
export interface Har {
  /** All of it. */
  readonly log: HarLog
}

/** The log of a HAR document. */
export interface HarLog {
  /** The version of the format. */
  readonly version: '1.2'
  /** What wrote it. */
  readonly creator: { readonly name: string; readonly version: string }
  /** Always empty: calls belong to no page. */
  readonly pages: readonly []
  /** One for each call, in the order they were sent. */
  readonly entries: readonly HarEntry[]
}

/** One call. What begins with `_` is no part of the standard; DevTools reads and writes it. */
export interface HarEntry {
  /** When the call was sent, by the wall clock (ISO 8601). */
  readonly startedDateTime: string
  /** From being sent to its end, in ms: the sum of `timings`. */
  readonly time: number
  /** What was asked. Headers and bodies are not recorded. */
  readonly request: HarRequest
  /** What was answered; status 0 if nothing was. */
  readonly response: HarResponse
  /** No cache took part. */
  readonly cache: Readonly<Record<string, never>>
  /** Where the time went, in ms; -1 where it is not known. */
  readonly timings: HarTimings
  /** The client, the attempt and how the call stands, where they are not the usual. */
  readonly comment?: string
  /** The kind of request, which chooses the filter that shows it. */
  readonly _resourceType: 'fetch'
}

/** The request of a {@link HarEntry}. */
export interface HarRequest {
  /** HTTP method. */
  readonly method: string
  /** Absolute URL. */
  readonly url: string
  /** The format wants one; HTTP/1.1 is assumed. */
  readonly httpVersion: string
  /** Not recorded. */
  readonly cookies: readonly []
  /** Not recorded. */
  readonly headers: readonly []
  /** The query of the URL. */
  readonly queryString: readonly { readonly name: string; readonly value: string }[]
  /** -1: not known. */
  readonly headersSize: -1
  /** -1: not known. */
  readonly bodySize: -1
}

/** The response of a {@link HarEntry}. */
export interface HarResponse {
  /** HTTP status; 0 if there was no answer. */
  readonly status: number
  /** Not recorded. */
  readonly statusText: string
  /** The format wants one; HTTP/1.1 is assumed. */
  readonly httpVersion: string
  /** Not recorded. */
  readonly cookies: readonly []
  /** Not recorded. */
  readonly headers: readonly []
  /** How long the body was, in bytes. Its text is not recorded. */
  readonly content: { readonly size: number; readonly mimeType: string }
  /** Redirects are not recorded. */
  readonly redirectURL: ''
  /** -1: not known. */
  readonly headersSize: -1
  /** Bytes of the body. */
  readonly bodySize: number
  /** Bytes of the body, where DevTools looks for them. */
  readonly _transferSize: number
  /** Why there was no complete answer. */
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
  /** From being sent to the headers, or to the end if none came. */
  readonly wait: number
  /** From the headers to the end of the body. */
  readonly receive: number
}
