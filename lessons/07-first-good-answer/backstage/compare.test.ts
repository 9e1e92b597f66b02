import { expect, test } from 'vitest'
import { compare } from './compare.ts'

test('race, any and firstGood do with three mirrors what the README says', async () => {
  const answer = 'the fastest is down'
  const losers = 'losers that run on'
  const body = 'the body of a Response that won'
  expect(await compare()).toEqual({
    race: { [answer]: 'HttpError', [losers]: '2', [body]: 'comes' },
    any: { [answer]: 'comes', [losers]: '2', [body]: 'comes' },
    'any, one controller': { [answer]: 'comes', [losers]: '0', [body]: 'AbortError' },
    firstGood: { [answer]: 'comes', [losers]: '0', [body]: 'comes' },
  })
})
