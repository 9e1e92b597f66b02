import { expect, test } from 'vitest'
import { compare } from './compare.ts'

test('only allSettled and its relatives keep what worked beside what failed', async () => {
  const settled = {
    '1 of 3 fails': '300 ms: 2 values, 1 error',
    '3 of 3 fails': '300 ms: 0 values, 3 errors',
  }
  expect(await compare()).toEqual({
    'Promise.all': { '1 of 3 fails': '50 ms: HttpError', '3 of 3 fails': '50 ms: HttpError' },
    'catch(() => null)': {
      '1 of 3 fails': '300 ms: 2 values, 0 errors',
      '3 of 3 fails': '300 ms: 0 values, 0 errors',
    },
    'Promise.allSettled': settled,
    'p-map, stopOnError: false': {
      '1 of 3 fails': '300 ms: AggregateError',
      '3 of 3 fails': '300 ms: AggregateError',
    },
    pMapSettled: settled,
    settleAll: { ...settled, '3 of 3 fails': '300 ms: AggregateError' },
  })
})
