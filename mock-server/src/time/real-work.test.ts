import { expect, test } from 'vitest'
import { awaitRealWork } from './real-work.ts'
import { afterRealTurn } from './real-turn.ts'
import { virtualTime } from './virtual-time.ts'

async function manyTurns(): Promise<void> {
  for (let turn = 0; turn < 200; turn += 1) await new Promise<void>(afterRealTurn)
}

test('virtual time does not pass while the platform works, however many turns that takes', async () => {
  using time = virtualTime()
  setTimeout(() => {}, 10)
  await awaitRealWork(manyTurns())
  await awaitRealWork(manyTurns())
  expect(time.nowMs).toBe(0)
  await time.sleep(5)
  expect(time.nowMs).toBe(5)
})

test('virtual time passes if the work itself waits for a timer, and after work fails', async () => {
  using time = virtualTime()
  await awaitRealWork(time.sleep(20))
  await expect(awaitRealWork(Promise.reject(new Error('mine')))).rejects.toThrow('mine')
  await time.sleep(20)
  expect(time.nowMs).toBe(40)
})
