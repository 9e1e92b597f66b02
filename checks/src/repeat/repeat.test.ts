import { expect, test } from 'vitest'
import { startHog } from './hog.ts'
import { repeat } from './repeat.ts'

test('counts the runs that give what the first one gave', async () => {
  expect(await repeat(5, () => Promise.resolve('a'))).toEqual({ times: 5, equal: 5 })
})

test('shows the first line that differs', async () => {
  const results = ['a\nb\nc', 'a\nb\nc', 'a\nB\nc', 'a\nb']
  const next = results.values()
  expect(await repeat(4, () => Promise.resolve(next.next().value ?? ''))).toEqual({
    times: 4,
    equal: 2,
    difference: { run: 3, first: 'b', later: 'B' },
  })
})

test('ends its busy threads', async () => {
  const hog = startHog(1)
  await expect(hog[Symbol.asyncDispose]()).resolves.toBeUndefined()
})
