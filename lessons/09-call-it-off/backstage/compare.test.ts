import { expect, test } from 'vitest'
import { compare } from './compare.ts'

test('only abort and wait leave no call that ends after the rejection', async () => {
  const calls = 'calls that end later'
  const keepsGoing = { 'rejects with': '503', after: '50 ms', [calls]: '6' }
  const allOver = { 'rejects with': '503', after: '150 ms', [calls]: '0' }
  expect(await compare()).toEqual({
    'Promise.all': keepsGoing,
    'p-map with its signal': keepsGoing,
    'abort by hand': { 'rejects with': '503', after: '50 ms', [calls]: '1' },
    'abort by hand, then allSettled': allOver,
    taskScope: allOver,
  })
})
