import { expect, test } from 'vitest'
import { peakIn } from './peak-memory.ts'

test('the peak is the line VmHWM, whatever the kernel counts besides', () => {
  const status = 'Name:\tnode\nVmPeak:\t 1056784 kB\nVmHWM:\t   46220 kB\nVmRSS:\t   45000 kB\n'
  expect(peakIn(status)).toBe(46_220)
})

test('a system without that line has another way', () => {
  expect(peakIn('')).toBeUndefined()
})
