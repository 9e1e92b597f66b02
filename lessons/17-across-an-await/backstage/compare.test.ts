import { expect, test } from 'vitest'
import { compare } from './compare.ts'

test('only with a signal can one waiting caller give up without the others', async () => {
  const alone = {
    'gives up': 'AbortError',
    'waits behind': 'got the lock',
    'held by': 'holder, second',
  }
  expect(await compare()).toEqual({
    'async-mutex': {
      'gives up': 'request for lock canceled',
      'waits behind': 'request for lock canceled',
      'held by': 'holder',
    },
    'p-limit': { 'gives up': 'AbortError', 'waits behind': 'AbortError', 'held by': 'holder' },
    'navigator.locks': alone,
    createLock: alone,
  })
})
