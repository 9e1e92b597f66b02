import { expect, test } from 'vitest'
import { compare } from './compare.ts'

test('only abort and wait leave no sibling running and no call sent for nobody', async () => {
  const running = 'tasks still running'
  const calls = 'calls sent for nobody'
  const keepsGoing = { rejects: '503 after 50 ms', [running]: '2', [calls]: '4' }
  const allOver = { rejects: '503 after 150 ms', [running]: '0', [calls]: '0' }
  expect(await compare()).toEqual({
    'Promise.all': keepsGoing,
    'p-map with its signal': keepsGoing,
    'abort by hand': { rejects: '503 after 50 ms', [running]: '2', [calls]: '0' },
    'abort by hand, then allSettled': allOver,
    taskScope: allOver,
  })
})
