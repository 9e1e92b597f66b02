import * as v from 'valibot'
import { didYouMean } from '../common/did-you-mean.ts'

// The building blocks of all schemas. Their messages say what was expected, such as "a number above
// 0". `parseNetwork` adds the path and the value.

/** A schema without nested schemas. Its message says what is expected. */
export type Leaf<T> = v.GenericSchema<unknown, T> & { readonly message: Expected }
type Expected = string | ((issue: { readonly input: unknown }) => string)

/** A value that passes the test. */
export function leaf<T>(expected: Expected, test: (input: unknown) => boolean): Leaf<T> {
  return v.custom<T, Expected>(test, expected)
}

export function number(expected: string, test: (input: number) => boolean): Leaf<number> {
  return leaf(expected, (input) => typeof input === 'number' && test(input))
}

export function wholeNumber(min: number, max = Number.MAX_SAFE_INTEGER): Leaf<number> {
  const isInRange = (n: number) => Number.isSafeInteger(n) && n >= min && n <= max
  return number(`a whole number from ${min} to ${max}`, isInRange)
}

/** The longest wait of a timer: 2³¹ − 1 ms, nearly 25 days. */
export const longestMs = 2 ** 31 - 1

export const milliseconds = number(
  `milliseconds from 0 to ${longestMs}`,
  (n) => n >= 0 && n <= longestMs,
)

export const positiveMilliseconds = number('milliseconds above 0', (n) => n > 0 && n <= longestMs)

export const positive = number('a number above 0', (n) => n > 0 && n < Infinity)

/** A number from 0 to 1. */
export const share = number('a number from 0 to 1', (n) => n >= 0 && n <= 1)

/** One of these texts. */
export function oneOf<const T extends string>(options: readonly T[]): Leaf<T> {
  const all = options.map((option) => JSON.stringify(option)).join(', ')
  return leaf(
    ({ input }) => `one of ${all}${suggestion(input, options)}`,
    (input) => (options as readonly unknown[]).includes(input),
  )
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
    v.looseObject(entries, ({ expected }) => expectedAt(entries, expected)),
    onlyKeys(keys),
  )
}

/** Reports a problem for each key that is not in the list. */
export function onlyKeys<T extends object>(allowed: readonly string[]): v.RawCheckAction<T> {
  const keys = [...new Set(allowed)]
  return v.rawCheck<T>(({ dataset, addIssue }) => {
    const input = dataset.value as Record<string, unknown>
    for (const [key, value] of Object.entries(input)) {
      if (keys.includes(key)) continue
      addIssue({
        message: `one of the keys ${keys.join(', ')}${suggestion(key, keys)}`,
        input: key,
        path: [{ type: 'object', origin: 'key', input, key, value }],
      })
    }
  })
}

/** Whether a value is a plain object: no list, function or instance of a class. */
export function isObject(input: unknown): input is Record<string, unknown> {
  return Object.prototype.toString.call(input) === '[object Object]'
}

function withoutUndefined(input: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined))
}

/** The expected value of a missing key. valibot passes the key in quotes. */
function expectedAt(entries: v.ObjectEntries, quotedKey: string | null): string {
  const entry = entries[JSON.parse(quotedKey ?? '""') as string]
  const message = (entry as Partial<Leaf<unknown>> | undefined)?.message ?? 'a value'
  return typeof message === 'string' ? message : message({ input: undefined })
}

function suggestion(word: unknown, known: readonly string[]): string {
  const meant = typeof word === 'string' ? didYouMean(word, known) : undefined
  return meant === undefined ? '' : ` (did you mean ${JSON.stringify(meant)}?)`
}
