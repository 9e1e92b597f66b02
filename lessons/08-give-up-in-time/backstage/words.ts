import { shown } from '@overlap/scenarios'

type Result = PromiseSettledResult<unknown> | undefined

/** How a promise ended, in words that follow on "your promise". */
export function ending(result: Result): string {
  if (result === undefined) return 'never settled'
  return result.status === 'rejected'
    ? `rejected with ${shown(result.reason)}`
    : `resolved with ${shown(result.value)}`
}

/** What a promise rejected with. */
export function reasonOf(result: Result): unknown {
  return result?.status === 'rejected' ? result.reason : undefined
}

/** The name of an error, or the value itself. */
export function nameOf(reason: unknown): string {
  return reason instanceof Error || reason instanceof DOMException ? reason.name : String(reason)
}

/** When something happened that may never have happened. */
export function at(ms: number): string {
  return ms === Infinity ? 'never' : `at ${ms} ms`
}
