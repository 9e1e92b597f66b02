import { describe, expect, test } from 'vitest'
import type { MockApi } from '../mount/mock-api.ts'
import type { VirtualTime } from '../time/virtual-time.ts'
import type { SimulateOptions } from './options.ts'
import { simulate } from './simulate.ts'

type Work = (api: MockApi, time: VirtualTime) => unknown

const forever = (): Promise<never> => new Promise(() => {})
const failing = { failures: [{ kind: 'status', status: 503 }] } as const

async function retryForEver(api: MockApi): Promise<void> {
  for (;;) await fetch(api.url('/todos/1'))
}

/** Reached sooner than those that hold by default. */
const low = { callLimit: 1000, timerLimit: 10_000 }

const endless: readonly [string, Work, string, SimulateOptions?][] = [
  ['a retry without a wait', retryForEver, 'made 10,000 calls in 0 ms of virtual time'],
  ['a retry of a bad URL', () => retryBadUrl(), 'made 1000 calls in 0 ms of virtual time', low],
  [
    'calls that no one waits for',
    (api) => void Array.from({ length: 2000 }, () => fetch(api.url('/todos/1'))),
    'Your function settled at 0 ms, but something that it started made 1000 calls',
    low,
  ],
  [
    'a retry in an interval',
    (api) => (setInterval(() => void fetch(api.url('/todos/1')), 1), forever()),
    'Your function made 1000 calls in 1001 ms of virtual time and was still going',
    low,
  ],
  [
    'an interval of 1 ms that was forgotten',
    () => (setInterval(() => {}, 1), forever()),
    'Your function was still going after 100,000 timers in 100 s of virtual time',
  ],
  ['immediates', () => (immediately(), forever()), 'was still going after 10,000 timers', low],
  ['sleeps of 0 ms', (_, time) => sleepForEver(time), 'was still going after 10,000 timers', low],
  [
    'an interval of 1 s',
    () => (setInterval(() => {}, 1000), forever()),
    'Your function was still going after 600 s of virtual time, with 0 calls and 600 timers',
  ],
]

async function retryBadUrl(): Promise<void> {
  for (;;) await fetch('nonsense').catch(() => {})
}

function immediately(): void {
  setImmediate(immediately)
}

async function sleepForEver(time: VirtualTime): Promise<void> {
  for (;;) await time.sleep(0)
}

describe('a simulation ends, and says why', () => {
  test.each(endless)('%s', async (_, work, sentence, options = {}) => {
    const run = await simulate(failing, work, options)
    expect(run.diagnosis).toContain(sentence)
    expect(run.outcome).toBe(sentence.includes('settled') ? 'fulfilled' : 'never-settles')
    if (run.outcome === 'never-settles') expect(() => run.value).toThrow(run.diagnosis)
    expect(run.trace.calls.length).toBeLessThanOrEqual(options.callLimit ?? 10_000)
    // The next one is not disturbed.
    expect((await simulate({}, () => 'fine')).value).toBe('fine')
  })

  test('where its caller wants it to', async () => {
    const calls = await simulate(failing, retryForEver, { callLimit: 7 })
    expect(calls.trace.calls).toHaveLength(7)
    const timers = await simulate({}, (_, time) => sleepForEver(time), { timerLimit: 70 })
    expect(timers.diagnosis).toContain('70 timers in 0 ms')
  })

  test('and says nothing when all came to its end', async () => {
    const run = await simulate(failing, (api) => fetch(api.url('/todos/1')), { callLimit: 1 })
    expect(run.outcome).toBe('fulfilled')
    expect('diagnosis' in run).toBe(false)
  })
})

describe('a promise that never settles, where an error was not handled', () => {
  test.each<[string, () => unknown, string]>([
    [
      'in an async executor',
      () => Promise.reject(new TypeError('x is gone')),
      'TypeError: x is gone',
    ],
    [
      'in a timer',
      () =>
        setTimeout(() => {
          throw new Error('late')
        }, 5),
      'Error: late',
    ],
    ['without an Error', () => Promise.reject(Symbol('odd')), 'Symbol(odd)'],
    ['that cannot be read', () => Promise.reject(Object.create(null)), 'an error'],
  ])('names the error first: %s', async (_, fail, named) => {
    const run = await simulate({}, () => {
      void fail()
      return forever()
    })
    expect(run.outcome).toBe('never-settles')
    expect(run.diagnosis).toMatch(/^Nothing handled `/)
    expect(run.diagnosis).toContain(`\`${named}\`, so in Node your program would end there.`)
  })
})
