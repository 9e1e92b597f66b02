import { expect, test } from 'vitest'
import { compare } from './compare.ts'

test('only firstGood takes the first success, aborts the losers, and leaves the winner alone', async () => {
  const answer = 'fastest is down'
  const losers = 'losers run on'
  const body = "winner's body"
  expect(await compare()).toEqual({
    race: { [answer]: 'HttpError', [losers]: '2', [body]: 'arrives' },
    any: { [answer]: 'arrives', [losers]: '2', [body]: 'arrives' },
    'any, one controller': { [answer]: 'arrives', [losers]: '0', [body]: 'AbortError' },
    firstGood: { [answer]: 'arrives', [losers]: '0', [body]: 'arrives' },
  })
})
