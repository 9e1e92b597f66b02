import fc from 'fast-check'
import { expect, test } from 'vitest'
import { wordsOf } from '../testing/uses-of-fetch.ts'
import { readArguments, type FetchArguments, type SentRequest } from './request.ts'

/** Parts of URLs, and characters that URLs treat in their own way. */
const PIECES = (
  'http:// https:// HTTP:// http: ftp:// // data:, blob: shop.test user:secret@ user@ @ [::1] :80 ' +
  ':8080 :99999 / /products/7 .. ?q=tea ? #top # %2F % \n \\ é 😀 \uD800'
).split(' ')
const piece = fc.constantFrom(' ', ...PIECES)
const initOf: fc.Arbitrary<RequestInit | undefined> = fc.constantFrom(
  undefined,
  {},
  { signal: undefined } as object,
  { signal: null },
  { signal: new AbortController().signal },
  { signal: AbortSignal.abort() },
)
const text = fc.oneof(
  fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join('')),
  fc.array(piece, { maxLength: 4 }).map((pieces) => `http://shop.test${pieces.join('')}`),
  fc.webUrl({ withFragments: true, withQueryParameters: true }),
)

/** Arguments with nothing but a URL and a signal, for which no `Request` is made. */
const plainArguments: fc.Arbitrary<FetchArguments> = fc.tuple(
  fc.oneof(
    text,
    text.map((text) => URL.parse(text) ?? new URL('http://shop.test/')),
  ),
  initOf,
)

test('a call with nothing but a URL and a signal is read as Request would read it', () => {
  fc.assert(
    fc.property(plainArguments, ([input, init]) => {
      const read = resultOf(() => factsOf(readArguments(input, init)))
      const made = resultOf(() => {
        const request = new Request(input, { ...init, signal: null })
        const { method, headers } = request
        const url = new URL(request.url.replace(/#.*$/s, ''))
        const ofTheClient = { signal: init?.signal ?? null, isRedirected: false, source: null }
        return factsOf({ request, method, url, headers, ...ofTheClient })
      })
      expect(read).toEqual(made)
    }),
    { numRuns: 2_000 },
  )
})

function factsOf(sent: Omit<SentRequest, 'text'>): unknown {
  const { request, method, url, headers, signal, isRedirected, source } = sent
  const { mode, redirect, credentials, cache, body } = request
  const inner = { method: request.method, headers: [...request.headers], mode, redirect, body }
  const options = { ...inner, credentials, cache, keepalive: request.keepalive }
  return { method, href: url.href, headers: [...headers], signal, isRedirected, source, options }
}

function resultOf(read: () => unknown): unknown {
  try {
    return read()
  } catch (error) {
    return wordsOf(error)
  }
}

test('makes no Request for a URL and a signal, and one for everything else', () => {
  const { signal } = new AbortController()
  const Platform = globalThis.Request
  let made = 0
  globalThis.Request = class extends Platform {
    constructor(...args: ConstructorParameters<typeof Request>) {
      super(...args)
      made += 1
    }
  }
  const countOf = (...args: FetchArguments): number => {
    made = 0
    readArguments(...args)
    return made
  }
  try {
    expect(countOf('http://shop.test/products/7')).toBe(0)
    expect(countOf(new URL('http://shop.test/products/7'), { signal })).toBe(0)
    expect(countOf('http://shop.test/products/7', { method: 'GET' })).toBe(1)
    expect(countOf('http://shop.test/products/7', { headers: {} })).toBe(1)
    expect(countOf('http://shop.test/products/7', Object.create({ method: 'PUT' }))).toBe(1)
    expect(countOf('data:,hello')).toBe(1)
    // A page would resolve it against its own URL.
    expect(countOf('http:products/7')).toBe(1)
  } finally {
    globalThis.Request = Platform
  }
})
