import type { ErrorBody, Problem } from './types.ts'

/** The error that a route throws if the request is wrong. `serve` makes the reply from it. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly status: number
  readonly body: ErrorBody
  readonly headers: Readonly<Record<string, string>>

  constructor(
    status: number,
    error: string,
    problems: readonly Problem[] = [],
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(error)
    this.status = status
    this.headers = headers
    this.body = problems.length > 0 ? { error, problems } : { error }
  }
}

/** Quotes a text from a client, shortened to fit into a sentence. */
export function quote(text: string): string {
  return JSON.stringify(shorten(text))
}

/** Shortens a text from a client to fit into a sentence. */
export function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}
