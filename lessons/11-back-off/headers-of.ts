/** What headers are read with. */
export type ReadableHeaders = Pick<Headers, 'get'>

/** The headers of a `Response`, of lesson 05's `HttpError`, or of anything else that has some. */
export function headersOf(thing: unknown): ReadableHeaders | undefined {
  const headers = (thing as { readonly headers?: unknown } | null | undefined)?.headers
  return isReadable(headers) ? headers : undefined
}

function isReadable(headers: unknown): headers is ReadableHeaders {
  return typeof (headers as Partial<ReadableHeaders> | null | undefined)?.get === 'function'
}
