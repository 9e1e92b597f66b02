import { expect, test } from 'vitest'
import { waitedTooLong, withIdleLimit } from './idle-limit.ts'

const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve))

test('ends what waits for something that never comes', async () => {
  const waits = withIdleLimit(150, () => new Promise(() => {}))
  await expect(waits).rejects.toMatchObject({ name: waitedTooLong })
})

test('does not end what works, however long that takes', async () => {
  const before = performance.eventLoopUtilization()
  await withIdleLimit(150, async () => {
    while (performance.eventLoopUtilization(before).active < 300) await turn()
  })
  expect(performance.eventLoopUtilization(before).active).toBeGreaterThan(150)
})

test('hands on what the work throws', async () => {
  const error = new Error('mine')
  await expect(withIdleLimit(150, () => Promise.reject(error))).rejects.toBe(error)
})
