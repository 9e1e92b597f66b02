import { expect, test } from 'vitest'
import { Watchdog } from './watchdog.ts'

/** @param share How much of a core the process can use. */
function staged(share = 1): { watchdog: Watchdog; at: (ms: number) => void } {
  let now = 0
  const clocks = { nowMs: () => now, cpuMs: () => now * share }
  return { watchdog: new Watchdog(5000, clocks), at: (ms) => (now = ms) }
}

test('finds the job that sent nothing for too long, and the step that it is in', () => {
  const { watchdog, at } = staged()
  watchdog.enter('a', '')
  watchdog.enter('b', '')
  at(3000)
  watchdog.enter('b', 'second step')
  expect(watchdog.findStuck()).toBeUndefined()
  at(5001)
  expect(watchdog.findStuck()).toEqual({ stub: 'a', step: '', level: 'task', isWaiting: false })
})

test('ignores a job that has ended', () => {
  const { watchdog, at } = staged()
  watchdog.enter('a', 'step')
  watchdog.remove('a')
  at(60_000)
  expect(watchdog.findStuck()).toBeUndefined()
})

test('distinguishes a thread that still sends heartbeats from one that has stopped', () => {
  const { watchdog, at } = staged()
  watchdog.enter('a', '')
  watchdog.enter('b', 'step')
  at(4900)
  watchdog.heartbeat('a')
  at(5001)
  expect(watchdog.findStuck()).toEqual({ stub: 'a', step: '', level: 'task', isWaiting: true })
  watchdog.remove('a')
  expect(watchdog.findStuck()).toEqual({ stub: 'b', step: 'step', level: 'task', isWaiting: false })
})

test('a step whose thread sends heartbeats has more time, and is no loop until they stop', () => {
  const { watchdog, at } = staged()
  watchdog.enter('a', 'step')
  for (let ms = 200; ms <= 20_000; ms += 200) {
    at(ms)
    watchdog.heartbeat('a')
    expect(watchdog.findStuck()).toBeUndefined()
  }
  at(25_001)
  expect(watchdog.findStuck()).toMatchObject({ stub: 'a', isWaiting: false })
  at(76_000)
  watchdog.heartbeat('a')
  expect(watchdog.findStuck()).toMatchObject({ stub: 'a', isWaiting: true })
})

test('a thread that got hardly any CPU time is no loop, unless that lasts for very long', () => {
  const { watchdog, at } = staged(0.1)
  watchdog.enter('a', 'step')
  watchdog.enter('b', '')
  at(20_000)
  expect(watchdog.findStuck()).toBeUndefined()
  at(25_001)
  expect(watchdog.findStuck()).toMatchObject({ stub: 'a', isWaiting: false })
  at(75_001)
  watchdog.remove('a')
  expect(watchdog.findStuck()).toMatchObject({ stub: 'b', isWaiting: false })
})
