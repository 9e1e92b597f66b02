import { expect, test } from 'vitest'
import { isMatcherText, plainWords } from './plain-words.ts'

const fails = (): never => {
  throw new TypeError('no stock')
}
const late = Promise.resolve(4)
const list = [3, 2, 1]

test.each<[sentence: string, assertion: () => unknown]>([
  ['Expected 4, but got 5.', () => expect(5).toBe(4)],
  ["Expected 'b', but got 'a'.", () => expect('a').toBe('b')],
  ['Expected [ 1, 2, 3 ], but got [ 3, 2, 1 ].', () => expect(list).toEqual([1, 2, 3])],
  ['Expected [ 0, 150 ], but got [ 0, 200 ].', () => expect([0, 200]).toEqual([0, 150])],
  ['Expected { a: 1 }, but got { a: 2 }.', () => expect({ a: 2 }).toStrictEqual({ a: 1 })],
  ['Expected { a: 1 }, but got { a: 2 }.', () => expect({ a: 2 }).toMatchObject({ a: 1 })],
  ['Expected undefined, but got 5.', () => expect(5).toBeUndefined()],
  ['Expected null, but got 5.', () => expect(5).toBeNull()],
  ['Expected a truthy value, but got 0.', () => expect(0).toBeTruthy()],
  ['Expected anything but 5, but got 5.', () => expect(5).not.toBe(5)],
  ['Expected 2 items, but got 3: [ 3, 2, 1 ].', () => expect(list).toHaveLength(2)],
  ['Expected at most 2, but got 3.', () => expect(3).toBeLessThanOrEqual(2)],
  ['Expected more than 5, but got 3.', () => expect(3).toBeGreaterThan(5)],
  ['Expected a value that contains 7, but got [ 3, 2, 1 ].', () => expect(list).toContain(7)],
  ["Expected a text that matches /b/, but got 'a'.", () => expect('a').toMatch(/b/)],
  ['Expected a value with `price`, but got {}.', () => expect({}).toHaveProperty('price')],
  ['Expected an error, but nothing was thrown.', () => expect(() => 1).toThrow('no stock')],
  [
    "Expected an error with 'sold out', but got 'no stock'.",
    () => expect(fails).toThrow('sold out'),
  ],
  [
    'Expected a result, but got the rejection TypeError: no stock.',
    () => expect(Promise.reject(new TypeError('no stock'))).resolves.toBe(4),
  ],
  ['Expected a rejection, but got the result 4.', () => expect(late).rejects.toThrow('no stock')],
  ['Calls sent. Expected 4, but got 5.', () => expect(5, 'calls sent').toBe(4)],
])('%s', async (sentence, assertion) => {
  const { message } = await failureOf(assertion)
  expect(isMatcherText(message)).toBe(true)
  const words = plainWords(message)
  expect(words).toBe(sentence)
  expect(isMatcherText(words)).toBe(false)
})

test.each<() => unknown>([
  () => expect(new Map([[1, 2]])).toHaveProperty('price', 3),
  () => expect({ price: 4 }).toHaveProperty('price', 3),
  () => expect(late).toBeInstanceOf(Error),
  () => expect(fails).toThrow(RangeError),
  () => expect(fails).not.toThrow(),
  () => expect(0.3).toBeCloseTo(0.4),
  () => expect(5).toSatisfy((n: number) => n > 6),
  () => expect('a').toBeTypeOf('number'),
  () => expect(5).toBeOneOf([1, 2]),
  () => expect({ a: 1 }).toEqual(expect.objectContaining({ b: 1 })),
  () => expect(Array.from({ length: 99 }, (_, n) => n)).toEqual(list),
])('leaves no words of a matcher: %#', async (assertion) => {
  const { message, ...values } = await failureOf(assertion)
  const words = plainWords(message, values)
  expect(isMatcherText(words)).toBe(false)
  expect(words).toMatch(/^(?:Expected [^]+, but |Your code does not do)[^]+\.$/)
})

test('leaves a sentence of a check as it is', () => {
  const sentence = 'Expected one call per URL, but `/products/3` was requested twice.'
  expect(plainWords(sentence)).toBe(sentence)
})

async function failureOf(
  assertion: () => unknown,
): Promise<{ message: string; expected?: string; actual?: string }> {
  try {
    await assertion()
  } catch (error) {
    const { message, expected, actual } = error as Error & Record<'expected' | 'actual', unknown>
    return { message, expected: String(expected), actual: String(actual) }
  }
  throw new Error('The assertion holds')
}
