import { expect, test } from 'vitest'
import { playRounds } from './rounds.ts'

const file = new URL('testing/counting-contender.ts', import.meta.url)

test('the first round only warms up, and each round is played by every contender', async () => {
  const entries = [1, 2].map((start) => ({ args: [String(start)], input: {} }))
  const results = await playRounds(file, entries, { processes: 2, rounds: 2, plays: 3 })
  // A contender counts its plays. The first three of each process warm it up.
  expect(results.map((rounds) => rounds.length)).toEqual([4, 4])
})

test('of the plays of a round, the one that took the least time on the processor counts', async () => {
  const entries = [{ args: ['0'], input: {} }]
  const [rounds] = await playRounds(file, entries, { processes: 1, rounds: 1, plays: 3 })
  // The contender works in its first and third play of each round, and returns which play it was.
  expect(rounds!.map(({ value }) => value)).toEqual([4])
})
