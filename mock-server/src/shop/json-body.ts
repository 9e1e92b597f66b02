import * as v from 'valibot'
import { quote, Refusal, shorten } from './refusal.ts'
import type { Problem } from './types.ts'

/** The most problems that a reply lists. */
const MAX_PROBLEMS = 10

/** What a body must be, and the words for a refusal. */
export interface BodyKind<T> {
  readonly schema: v.GenericSchema<unknown, T>
  /** What can't be done with another body: `place this order`. */
  readonly cannot: string
  /** What it is: `An order`. */
  readonly name: string
  /** One that would be accepted. */
  readonly example: string
}

/**
 * Parses the body of a request. It accepts any Content-Type, so a plain `curl -d` works.
 *
 * @throws {Refusal} 400 with up to 10 wrong fields.
 */
export function parseBody<T>(text: string, kind: BodyKind<T>): T {
  const json = parseJson(text)
  if (json.problem !== undefined) throw badBody([json.problem], kind)
  const result = v.safeParse(kind.schema, json.value)
  if (result.success) return result.output
  throw badBody(
    result.issues.slice(0, MAX_PROBLEMS).map(({ path, message }) => {
      return { field: fieldName(path?.map(({ key }) => key) ?? []), message }
    }),
    kind,
  )
}

function parseJson(text: string): { value?: unknown; problem?: Problem } {
  try {
    return { value: JSON.parse(text) as unknown }
  } catch {
    const came = text === '' ? 'nothing' : quote(text)
    return { problem: { field: 'body', message: `expected JSON, got ${came}` } }
  }
}

function badBody<T>(problems: readonly Problem[], { cannot, name, example }: BodyKind<T>): Refusal {
  const list = problems.map(({ field, message }) => `${field}: ${message}`).join('; ')
  return new Refusal(400, `Cannot ${cannot}: ${list}. ${name} looks like ${example}`, problems)
}

/** The message for a value of another kind. */
export function expected(what: string) {
  return ({ received }: { received: string }): string =>
    `expected ${what}, got ${shorten(received)}`
}

/** The messages for an object with other fields. @param what What the object belongs to: `an order`. */
export function objectOf(what: string) {
  return ({ expected: wanted, received }: v.StrictObjectIssue): string => {
    if (wanted === 'never') return `is not a field of ${what}`
    if (wanted === 'Object') return `expected an object, got ${shorten(received)}`
    return 'is missing'
  }
}

/** A whole number from 1 to `max`. */
export function numberTo(max: number, what: string): v.GenericSchema<unknown, number> {
  return v.custom<number>(
    (value) => Number.isInteger(value) && (value as number) >= 1 && (value as number) <= max,
    expected(`${what}, a whole number from 1 to ${max}`),
  )
}

/** Writes a path as in a program: `['items', 0, 'quantity']` is `items[0].quantity`. */
function fieldName(keys: readonly unknown[]): string {
  if (keys.length === 0) return 'body'
  return keys
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${shorten(String(key))}`))
    .join('')
    .slice(1)
}
