import { expect, test } from 'vitest'
import { ownMemoryBytes, pssIn, sharedOutBytes } from './own-memory.ts'

test('the memory is the line Pss, whatever the kernel counts besides', () => {
  expect(pssIn('Rss:  50000 kB\nPss:    24437 kB\nPss_Anon:  100 kB\n')).toBe(24_437 * 1024)
})

test('a process that has ended has no memory', () => {
  expect(sharedOutBytes(2 ** 30)).toBeUndefined()
})

test('this process has memory on any system', () => {
  expect(ownMemoryBytes()).toBeGreaterThan(1e6)
})
