/** The name of an error, or the value itself. */
export function nameOf(reason: unknown): string {
  return reason instanceof Error || reason instanceof DOMException ? reason.name : String(reason)
}

/** When something happened that may never have happened. */
export function at(ms: number): string {
  return ms === Infinity ? 'never' : `at ${ms} ms`
}
