import { expect, test } from 'vitest'
import { nearestRoute } from './nearest-route.ts'

const routes = [
  'GET /products',
  'GET /products/:id',
  'GET /products/:id/price',
  'POST /orders',
  'GET /orders/:id',
  'GET /users/:id/orders',
].map((line) => ({ method: line.split(' ')[0]!, pattern: line.split(' ')[1]! }))

test.each([
  ['GET', '/product', 'GET /products'],
  ['GET', '/products/7/prise', 'GET /products/:id/price'],
  ['GET', '/products/7/price/', 'GET /products/:id/price'],
  ['POST', '/order', 'POST /orders'],
  ['PUT', '/products/7', 'GET /products/:id'],
  ['GET', '/orders', 'POST /orders'],
  ['GET', '/user/7/orders', 'GET /users/:id/orders'],
])('%s %s was probably meant to be %s', (method, path, expected) => {
  const found = nearestRoute(method, path, routes)
  expect(`${found?.method} ${found?.pattern}`).toBe(expected)
})

test.each(['/', '/zebra', '/a/b/c/d/e'])('nothing is near %s', (path) => {
  expect(nearestRoute('GET', path, routes)).toBeUndefined()
})
