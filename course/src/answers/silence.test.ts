import { expect, test } from 'vitest'
import { Silence } from './silence.ts'

/** @param share How much of a core the process is given. */
function staged(share = 1): { silence: Silence; at: (ms: number) => void } {
  let now = 0
  const clocks = { nowMs: () => now, cpuMs: () => now * share }
  return { silence: new Silence(5000, clocks), at: (ms) => (now = ms) }
}

test('finds the job that was not heard of for too long, and the step it was in', () => {
  const { silence, at } = staged()
  silence.enter('a', '')
  silence.enter('b', '')
  at(3000)
  silence.enter('b', 'second step')
  expect(silence.longest()).toBeUndefined()
  at(5001)
  expect(silence.longest()).toEqual({ stub: 'a', step: '', level: 'task', isWaiting: false })
})

test('expects nothing of a job that has ended', () => {
  const { silence, at } = staged()
  silence.enter('a', 'step')
  silence.leave('a')
  at(60_000)
  expect(silence.longest()).toBeUndefined()
})

test('tells a thread that still beats from one that does not', () => {
  const { silence, at } = staged()
  silence.enter('a', '')
  silence.enter('b', 'step')
  at(4900)
  silence.beat('a')
  at(5001)
  expect(silence.longest()).toEqual({ stub: 'a', step: '', level: 'task', isWaiting: true })
  silence.leave('a')
  expect(silence.longest()).toEqual({ stub: 'b', step: 'step', level: 'task', isWaiting: false })
})

test('a step whose thread beats has more time, and is no loop until it stops beating', () => {
  const { silence, at } = staged()
  silence.enter('a', 'step')
  for (let ms = 200; ms <= 20_000; ms += 200) {
    at(ms)
    silence.beat('a')
    expect(silence.longest()).toBeUndefined()
  }
  at(25_001)
  expect(silence.longest()).toMatchObject({ stub: 'a', isWaiting: false })
  at(76_000)
  silence.beat('a')
  expect(silence.longest()).toMatchObject({ stub: 'a', isWaiting: true })
})

test('a thread that was given hardly any time is no loop, unless that goes on for very long', () => {
  const { silence, at } = staged(0.1)
  silence.enter('a', 'step')
  silence.enter('b', '')
  at(20_000)
  expect(silence.longest()).toBeUndefined()
  at(25_001)
  expect(silence.longest()).toMatchObject({ stub: 'a', isWaiting: false })
  at(75_001)
  silence.leave('a')
  expect(silence.longest()).toMatchObject({ stub: 'b', isWaiting: false })
})
