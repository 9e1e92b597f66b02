import { expect, test } from 'vitest'
import { Stop } from './stop.ts'

test('stops each listener once, and none that was removed', () => {
  const stop = new Stop()
  const told: string[] = []
  const removed = (): void => void told.push('removed')
  stop.add(() => told.push('first'))
  stop.add(removed)
  stop.add(() => told.push('last'))
  stop.remove(removed)
  expect(stop.hasCome).toBe(false)
  stop.come('enough')
  stop.come('again')
  expect(told).toEqual(['first', 'last'])
  expect([stop.hasCome, stop.reason]).toEqual([true, 'enough'])
})

test('aborts its signal with its reason, even if the signal is made afterwards', () => {
  const before = new Stop()
  const { signal } = before
  expect(signal.aborted).toBe(false)
  before.come('enough')
  expect([signal.aborted, signal.reason]).toEqual([true, 'enough'])

  const after = new Stop()
  after.come('enough')
  expect([after.signal.aborted, after.signal.reason]).toEqual([true, 'enough'])
  expect(after.signal).toBe(after.signal)
})
