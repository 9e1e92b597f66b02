import { expect, test } from 'vitest'
import { didYouMean } from './did-you-mean.ts'

const keys = ['latency', 'failures', 'rateLimit', 'seed', 'token-bucket']

test.each([
  ['latncy', 'latency'],
  ['latenyc', 'latency'],
  ['Latency', 'latency'],
  ['failure', 'failures'],
  ['ratelimit', 'rateLimit'],
  ['rate_limits', 'rateLimit'],
  ['sede', 'seed'],
  ['tokenbucket', 'token-bucket'],
])('takes "%s" for "%s"', (word, meant) => {
  expect(didYouMean(word, keys)).toBe(meant)
})

test.each(['', 'speed limit', 'x', 'routes', 'a'.repeat(1e6)])(
  'guesses nothing for a far word',
  (word) => {
    expect(didYouMean(word, keys)).toBeUndefined()
  },
)

test('tolerates one wrong letter in a very short word', () => {
  expect(didYouMean('dms', ['dns'])).toBe('dns')
  expect(didYouMean('abs', ['dns'])).toBeUndefined()
})
