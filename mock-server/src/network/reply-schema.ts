import * as v from 'valibot'
import { isObject, leaf } from './schema.ts'

/** Any value that JSON can represent. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue }

/** Deeper values are refused, so that the check also ends for a circular value. */
const deepest = 100

/** Copies a value that JSON can represent. */
export const jsonSchema: v.GenericSchema<unknown, JsonValue> = v.pipe(
  leaf<JsonValue>('a text or another JSON value', (input) => isJson(input, 0)),
  v.transform((input) => JSON.parse(JSON.stringify(input)) as JsonValue),
)

function isJson(input: unknown, depth: number): boolean {
  if (input === null || typeof input === 'string' || typeof input === 'boolean') return true
  if (typeof input === 'number') return Number.isFinite(input)
  if (depth === deepest) return false
  if (Array.isArray(input)) return input.every((item) => isJson(item, depth + 1))
  return isObject(input) && Object.values(input).every((item) => isJson(item, depth + 1))
}

/** Headers that the network sets itself. */
const reserved = ['content-length', 'content-encoding', 'transfer-encoding', 'connection']

const headerName = leaf<string>(
  `the name of a header, other than ${reserved.join(', ')}`,
  (name) =>
    typeof name === 'string' &&
    // A token of RFC 9110, section 5.6.2.
    /^[\w!#$%&'*+.^`|~-]+$/.test(name) &&
    !reserved.includes(name.toLowerCase()),
) as v.GenericSchema<string, string>

const headerValue = leaf<string>(
  'the text of a header: visible ASCII characters, spaces and tabs',
  (value) => typeof value === 'string' && /^[\t\x20-\x7e]*$/.test(value),
)

/** Headers, with their names in lower case. */
export const headersSchema: v.GenericSchema<unknown, Record<string, string>> = v.pipe(
  leaf<object>('an object with a text for each header', isObject),
  v.record(headerName, headerValue),
  v.transform((headers) =>
    Object.fromEntries(Object.entries(headers).map(([name, text]) => [name.toLowerCase(), text])),
  ),
)
