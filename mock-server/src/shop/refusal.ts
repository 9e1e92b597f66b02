import type { ErrorBody, Problem } from './types.ts'

/** Thrown by a route's helpers when the answer is a refusal; `defineRoute` makes the answer. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly status: number
  readonly body: ErrorBody

  constructor(status: number, error: string, problems: readonly Problem[] = []) {
    super(error)
    this.status = status
    this.body = problems.length > 0 ? { error, problems } : { error }
  }
}

/** A text from a client, in quotes and short enough to stand in a sentence. */
export function quote(text: string): string {
  return JSON.stringify(shorten(text))
}

/** A text from a client, short enough to stand in a sentence. */
export function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}
