/**
 * Describes an error in one line, with the code of its cause: `TypeError: fetch failed (ECONNRESET)`.
 */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return oneLine(String(error))
  const code = codeOf(error.cause) ?? codeOf(error)
  return oneLine(`${error.name}: ${error.message}${code === undefined ? '' : ` (${code})`}`)
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ')

/** The `code` of an error if it is a string, as in Node. A DOMException has a number there. */
function codeOf(thing: unknown): string | undefined {
  if (typeof thing !== 'object' || thing === null || !('code' in thing)) return undefined
  return typeof thing.code === 'string' ? thing.code : undefined
}
