import { expect, test } from 'vitest'
import { callOf } from '../testing/traces.ts'
import { kindOf, kindsOf, nameOf } from './describe-calls.ts'

const to = (url: string, method = 'GET') => callOf(0, 0, 1, { url, method })

test.each([
  ['http://shop.test/users/7/orders?page=2', 'GET /users/:id/orders'],
  ['http://shop.test/users/3f2b8c1e-9d4a-4e6f-8a1b-2c3d4e5f6a7b', 'GET /users/:id'],
  ['http://shop.test/blobs/da39a3ee5e6b4b0d3255bfef95601890', 'GET /blobs/:id'],
  ['http://shop.test/v2/products', 'GET /v2/products'],
  ['http://shop.test/recommendations-for-you', 'GET /recommendations-for-you'],
])('%s is a call of the kind %s', (url, kind) => {
  expect(kindOf(to(url))).toBe(kind)
})

test('names a single call in full, and without its query', () => {
  expect(nameOf(to('http://shop.test/users/7?token=x', 'POST'))).toBe('POST /users/7')
  expect(kindsOf([to('http://shop.test/users/7')])).toBe('GET /users/7')
})

test('names the most frequent kind first, and counts the others', () => {
  const calls = ['/a', '/users/1', '/users/2', '/b'].map((path) => to(`http://shop.test${path}`))
  expect(kindsOf(calls)).toBe('GET /users/:id and 2 others')
  expect(kindsOf(calls.slice(1))).toBe('GET /users/:id and 1 other')
})

test('lets no escape sequence of a URL reach the terminal', () => {
  expect(nameOf(to('http://shop.test\u001B[31m'))).not.toContain('\u001B')
})
