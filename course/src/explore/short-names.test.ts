import { expect, test } from 'vitest'
import type { Trace } from '@overlap/trace'
import { withShortNames } from './short-names.ts'

function traceOf(...paths: readonly string[]): Trace {
  const calls = paths.map((path) => ({
    url: `http://shop.test${path}`,
    method: 'PUT',
    client: 'tab 1',
  }))
  return { calls, marks: [], nowMs: 0, epochMs: 0, dropped: 0 } as unknown as Trace
}

test.each([
  [['/users/1/basket'], ['…/basket']],
  [['/users/1/basket?a=1/2'], ['…/basket?a=1/2']],
  [
    ['/users/1/basket', '/users/1/orders'],
    ['…/basket', '…/orders'],
  ],
  [
    ['/users/1/basket', '/users/12/basket'],
    ['…/1/basket', '…/12/basket'],
  ],
])('%j become %j if the names would be cut', (paths, short) => {
  expect(withShortNames(traceOf(...paths), 60).calls.map(({ url }) => url)).toEqual(short)
})

test('names that fit stay, and so do paths that share no folder', () => {
  const fitting = traceOf('/users/1/basket')
  expect(withShortNames(fitting, 100)).toBe(fitting)
  const apart = traceOf('/users/1/basket', '/products/1/reviews')
  expect(withShortNames(apart, 60)).toBe(apart)
})
