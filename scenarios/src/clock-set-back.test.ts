import { simulate } from '@overlap/mock-server'
import { expect, test } from 'vitest'
import { withClockSetBack } from './clock-set-back.ts'

test('only the clock is set back, and only meanwhile', async () => {
  const run = await simulate({}, async (_api, time) => {
    const original = globalThis.Date
    const beforeMs = Date.now()
    const seen = await withClockSetBack(async () => {
      await time.sleep(200)
      return [Date.now() - beforeMs, new Date().getTime() - beforeMs, new Date(7).getTime()]
    })
    return [...seen, time.nowMs, Date.now() - beforeMs, globalThis.Date === original]
  })
  expect(run.value).toEqual([-9800, -9800, 7, 200, 200, true])
})

test('the clock is right again after an error', async () => {
  const error = new Error('sold out')
  const before = globalThis.Date
  await expect(withClockSetBack(() => Promise.reject(error))).rejects.toBe(error)
  expect(globalThis.Date).toBe(before)
})
