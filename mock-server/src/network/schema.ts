import * as v from 'valibot'
import { didYouMean } from '../common/did-you-mean.ts'

/** The longest wait that a timer can keep: 2³¹ − 1 ms, nearly 25 days. */
export const longestMs = 2 ** 31 - 1

/**
 * The schemas here carry in their message what was expected, as it is to stand in an
 * {@link InvalidNetworkError}; the rest of the line is made from the issue's path and input.
 */
export type Leaf<T> = v.GenericSchema<unknown, T> & { readonly message: Expected }
type Expected = string | ((issue: { readonly input: unknown }) => string)

/** A value that passes the test. */
export function leaf<T>(expected: Expected, test: (input: unknown) => boolean): Leaf<T> {
  return v.custom<T, Expected>(test, expected)
}

export function number(expected: string, test: (input: number) => boolean): Leaf<number> {
  return leaf(expected, (input) => typeof input === 'number' && test(input))
}

export function wholeNumber(
  min: number,
  max: number,
  { not }: { not?: number } = {},
): Leaf<number> {
  const inRange = (n: number) => Number.isSafeInteger(n) && n >= min && n <= max && n !== not
  const except = not === undefined ? '' : ` except ${not}`
  return number(`a whole number from ${min} to ${max}${except}`, inRange)
}

export const milliseconds = number(
  `milliseconds from 0 to ${longestMs}`,
  (n) => n >= 0 && n <= longestMs,
)

export const positiveMilliseconds = number('milliseconds above 0', (n) => n > 0 && n <= longestMs)

export const positive = number('a number above 0', (n) => n > 0 && n < Infinity)

export function oneOf<const T extends string>(options: readonly T[]): Leaf<T> {
  const all = options.map((option) => JSON.stringify(option)).join(', ')
  const expected = (issue: { readonly input: unknown }) =>
    `one of ${all}${suggest(issue.input, options)}`
  return leaf(expected, (input) => (options as readonly unknown[]).includes(input))
}

/**
 * An object with these keys and no others. A key whose value is undefined counts as missing, as it
 * does in JSON. Each unknown key is a problem of its own.
 */
export function object<const E extends v.ObjectEntries>(
  entries: E,
): v.GenericSchema<unknown, v.InferOutput<v.ObjectSchema<E, undefined>>> {
  const keys = Object.keys(entries)
  return v.pipe(
    leaf<object>(`an object with the keys ${keys.join(', ')}`, isObject),
    v.transform(withoutUndefined),
    v.looseObject(entries, (issue) => expectedOf(entries, issue.expected)),
    onlyKeys(keys),
  )
}

/** Makes a problem of each key that is not among these. */
export function onlyKeys<T extends object>(allowed: readonly string[]): v.RawCheckAction<T> {
  const keys = [...new Set(allowed)]
  return v.rawCheck<T>(({ dataset, addIssue }) => {
    const input = dataset.value as Record<string, unknown>
    for (const [key, value] of Object.entries(input)) {
      if (keys.includes(key)) continue
      addIssue({
        message: `one of the keys ${keys.join(', ')}${suggest(key, keys)}`,
        input: key,
        path: [{ type: 'object', origin: 'key', input, key, value }],
      })
    }
  })
}

export function isObject(input: unknown): input is Record<string, unknown> {
  return Object.prototype.toString.call(input) === '[object Object]'
}

function withoutUndefined(input: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined))
}

/** What a missing key should have had; valibot names it as a JSON string. */
function expectedOf(entries: v.ObjectEntries, quotedKey: string | null): string {
  const entry = entries[JSON.parse(quotedKey ?? '""') as string]
  const message = (entry as Partial<Leaf<unknown>> | undefined)?.message ?? 'a value'
  return typeof message === 'string' ? message : message({ input: undefined })
}

function suggest(word: unknown, known: readonly string[]): string {
  const meant = typeof word === 'string' ? didYouMean(word, known) : undefined
  return meant === undefined ? '' : ` (did you mean ${JSON.stringify(meant)}?)`
}
