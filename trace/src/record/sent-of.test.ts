import { afterEach, expect, test, vi } from 'vitest'
import { sentOf } from './sent-of.ts'

afterEach(() => void vi.unstubAllGlobals())

const url = 'http://shop.test/products/1?full'

test('takes the URL from text, a URL or a Request', () => {
  const inputs = [url, new URL(url), new Request(url)]
  for (const input of inputs) {
    expect(sentOf(input, undefined, 'alice')).toEqual({ method: 'GET', url, client: 'alice' })
  }
})

test('prefers the method of the options to that of the Request, in capitals', () => {
  const request = new Request(url, { method: 'DELETE' })
  expect(sentOf(request, undefined, '').method).toBe('DELETE')
  expect(sentOf(request, { method: 'post' }, '').method).toBe('POST')
})

test('finds the idempotency key in every form of headers', () => {
  const headers = { accept: 'text/plain', 'Idempotency-Key': 'k' }
  const all = [headers, new Headers(headers), Object.entries(headers)] as const
  for (const given of all) {
    expect(sentOf(url, { headers: given }, '').idempotencyKey).toBe('k')
  }
  expect(sentOf(new Request(url, { headers }), undefined, '').idempotencyKey).toBe('k')
  expect(sentOf(url, { headers: { accept: 'k' } }, '')).not.toHaveProperty('idempotencyKey')
})

test('copies the headers that the caller set', () => {
  const headers = new Headers({ accept: 'text/plain' })
  const sent = sentOf(url, { headers }, '')
  headers.set('accept', 'text/html')
  expect(sent.headers).toEqual([['accept', 'text/plain']])
  expect(sentOf(url, undefined, '')).not.toHaveProperty('headers')
})

test('resolves a relative URL against the page, and keeps it without a page', () => {
  expect(sentOf('/cart', undefined, '').url).toBe('/cart')
  vi.stubGlobal('location', { href: 'http://shop.test/products/' })
  expect(sentOf('/cart', undefined, '').url).toBe('http://shop.test/cart')
  expect(sentOf('1', undefined, '').url).toBe('http://shop.test/products/1')
  expect(sentOf('http://other.test/', undefined, '').url).toBe('http://other.test/')
})
