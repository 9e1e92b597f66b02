import { expect, test } from 'vitest'
import { Fingerprints } from './fingerprint.ts'

const of = (method: string, headers: string, hasBody = false): string | undefined =>
  new Fingerprints().of(method, headers, hasBody)

const ann = 'accept: */*\r\nauthorization: Bearer ann\r\n'

test('equal headers have equal fingerprints, which hide them', () => {
  expect(of('GET', ann)).toMatch(/^[\da-f]{12}$/u)
  expect(of('GET', ann)).toBe(of('GET', ann))
})

test.each([
  ['authorization', ann.replace('ann', 'bob')],
  ['cookies', `${ann}cookie: id=1\r\n`],
  ['a range', `${ann}range: bytes=0-9\r\n`],
])('%s makes a difference', (_, headers) => {
  const fingerprints = new Fingerprints()
  const first = fingerprints.of('GET', ann, false)
  expect(fingerprints.of('GET', headers, false)).not.toBe(first)
  expect(fingerprints.of('GET', ann, false)).toBe(first)
})

test('what differs between two attempts makes none', () => {
  const attempt = (n: number): string =>
    `traceparent: 00-${n}\r\n${ann}X-Request-Id: ${n}\r\nx-stainless-retry-count: ${n}\r\n`
  expect(of('GET', attempt(1))).toBe(of('GET', attempt(2)))
  expect(of('GET', attempt(1))).toBe(of('GET', ann))
})

test('a body may be another one, unless an idempotency key says that it is the same', () => {
  expect(of('POST', ann)).toBeUndefined()
  expect(of('PUT', ann, true)).toBeUndefined()
  expect(of('GET', ann, true)).toBeUndefined()
  expect(of('DELETE', ann)).toBeDefined()
  expect(of('POST', `${ann}Idempotency-Key: 1\r\n`, true)).toBeDefined()
})
