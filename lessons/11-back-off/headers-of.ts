/** The one method of `Headers` that we need. */
export type ReadableHeaders = Pick<Headers, 'get'>

/**
 * The headers of a `Response`, of lesson 05's `HttpError`, or of anything else that has headers.
 * `Headers` themselves are returned as they are.
 */
export function headersOf(thing: unknown): ReadableHeaders | undefined {
  const headers = (thing as { readonly headers?: unknown } | null | undefined)?.headers ?? thing
  return isReadable(headers) ? headers : undefined
}

function isReadable(headers: unknown): headers is ReadableHeaders {
  return typeof (headers as Partial<ReadableHeaders> | null | undefined)?.get === 'function'
}
