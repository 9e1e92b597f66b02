import { expect, test } from 'vitest'
import { compare } from './compare.ts'

test('the ways to call siblings off come to what the README says', async () => {
  const told = 'the caller is told'
  const running = 'tasks that still run then'
  const calls = 'calls they had better not send'
  const runsOn = { [told]: '503 after 50 ms', [running]: '2', [calls]: '4' }
  const allOver = { [told]: '503 after 150 ms', [running]: '0', [calls]: '0' }
  expect(await compare()).toEqual({
    'Promise.all': runsOn,
    'p-map with its signal': runsOn,
    'abort by hand': { [told]: '503 after 50 ms', [running]: '2', [calls]: '0' },
    'abort by hand, then allSettled': allOver,
    taskScope: allOver,
  })
})
