/** A use of `fetch`; what it gives, or what it throws, is compared. */
export type Use = (fetch: typeof globalThis.fetch, origin: string) => unknown

/** What a response says before its body is read. */
export function headOf(response: Response): unknown {
  const { status, statusText, ok, type, redirected, url, bodyUsed } = response
  return { status, statusText, ok, type, redirected, url, bodyUsed, body: response.body === null }
}

/** Each promise's end, in order. */
export async function ends(...promises: readonly unknown[]): Promise<unknown[]> {
  const settled = await Promise.allSettled(promises)
  return settled.map((end) => (end.status === 'fulfilled' ? end.value : wordsOf(end.reason)))
}

/** What a program can tell errors apart by. */
export function wordsOf(error: unknown): unknown {
  if (!(error instanceof Error)) return { thrown: error }
  const { name, message, cause } = error
  const { code } = error as NodeJS.ErrnoException
  return {
    name,
    message,
    ...(code !== undefined && { code }),
    ...(cause !== undefined && { cause: wordsOf(cause) }),
  }
}
