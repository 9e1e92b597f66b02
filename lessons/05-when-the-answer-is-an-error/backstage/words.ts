import type { Run } from '@overlap/mock-server'
import { shown } from '@overlap/scenarios'

type Result = PromiseSettledResult<unknown> | undefined

/** How a promise ended, in words that follow on "your promise". */
export function ending(result: Result): string {
  if (result === undefined) return 'never settled'
  return result.status === 'rejected'
    ? `rejected with ${shown(result.reason)}`
    : `resolved with ${shown(result.value)}`
}

/** How the promise of a run ended, if it did. */
export function resultOf(run: Run<unknown>): Result {
  const { outcome } = run
  if (outcome === 'never-settles') return undefined
  // The value of a run that rejected throws.
  return outcome === 'rejected'
    ? { status: outcome, reason: run.reason }
    : { status: outcome, value: run.value }
}

/** What a promise rejected with. */
export function reasonOf(result: Result): unknown {
  return result?.status === 'rejected' ? result.reason : undefined
}

/** An error, its cause, the cause of that, and so on, with the errors of an AggregateError. */
export function chainOf(error: unknown, depth = 0): unknown[] {
  if (typeof error !== 'object' || error === null || depth > 8) return [error]
  const { cause, errors } = error as { readonly cause?: unknown; readonly errors?: unknown }
  const inside = [cause, ...(Array.isArray(errors) ? (errors as unknown[]) : [])]
  return [error, ...inside.flatMap((one) => (one === undefined ? [] : chainOf(one, depth + 1)))]
}

/** The cause of an error. */
export function causeOf(error: unknown): unknown {
  return error instanceof Error ? error.cause : undefined
}

/** A URL without its host. */
export function pathOf(url: string): string {
  return `\`${new URL(url).pathname}\``
}
