import { expect, test } from 'vitest'
import { hold } from './hold.ts'
import { realTurn } from './real-turn.ts'
import { virtualTime } from './virtual-time.ts'

async function manyTurns(): Promise<void> {
  for (let turn = 0; turn < 200; turn += 1) await realTurn()
}

test('time stands still while the platform works, however many turns that takes', async () => {
  using time = virtualTime()
  setTimeout(() => {}, 10)
  await hold(manyTurns())
  await hold(manyTurns())
  expect(time.nowMs).toBe(0)
  await time.sleep(5)
  expect(time.nowMs).toBe(5)
})

test('time goes on although work waits for it, and although it fails', async () => {
  using time = virtualTime()
  await hold(time.sleep(20))
  await expect(hold(Promise.reject(new Error('mine')))).rejects.toThrow('mine')
  await time.sleep(20)
  expect(time.nowMs).toBe(40)
})
