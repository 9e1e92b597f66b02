import type { Leftover } from '@overlap/mock-server'
import { simulate } from '@overlap/mock-server'
import { expect, test } from 'vitest'
import { leftoverSentence } from './leftover-sentence.ts'

const at = { settledMs: 80 }

test.each<[Leftover, string]>([
  [
    { kind: 'throw', error: new RangeError('too many') },
    'Your function threw `RangeError: too many`',
  ],
  [{ kind: 'mutation', before: [2, 1], after: [1, 2] }, '`[ 2, 1 ]` became `[ 1, 2 ]`'],
  [{ kind: 'rejection', reason: undefined }, 'the rejection with `undefined`'],
  [
    { kind: 'rejection', reason: new TypeError('Failed to parse URL from undefined') },
    'Look for a place in a list that does not exist',
  ],
  [{ kind: 'timer', timers: 2 }, 'settled at 80 ms, and 2 timers that you set are still running'],
  [{ kind: 'listener', listeners: 1 }, 'left 1 abort listener on'],
])('says what was left: %#', (left, words) => {
  expect(leftoverSentence(left, at)).toContain(words)
})

test('names the first call that was left, and counts the others', async () => {
  const run = await simulate({ latency: 50 }, (api) => {
    for (const id of [1, 2, 3]) void fetch(api.url(`/todos/${id}`))
  })
  const [left] = run.leftovers
  expect(left && leftoverSentence(left, run)).toContain(
    'settled at 0 ms while `/todos/1` and 2 other calls were still in flight',
  )
})
