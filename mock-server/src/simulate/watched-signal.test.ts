import { getEventListeners } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { simulate } from './simulate.ts'
import { watchedSignal, type WatchedSignal } from './watched-signal.ts'

const nothing = (): void => {}

test('tells which listeners there are', () => {
  const { signal, listeners } = watchedSignal()
  const listener = (): void => {}
  signal.addEventListener('abort', listener)
  expect([...listeners]).toEqual([listener])
  signal.removeEventListener('abort', listener)
  expect(listeners.size).toBe(0)
})

test('aborts as any signal does', () => {
  const watched = watchedSignal()
  const heard: unknown[] = []
  watched.signal.addEventListener('abort', () => heard.push(watched.signal.reason))
  watched.abort('enough')
  expect(heard).toEqual(['enough'])
})

/** Ways to add and remove a listener, each with what is left after each step. */
const ways: readonly [string, (signal: AbortSignal) => Iterable<unknown>, number[]][] = [
  [
    'looks at the type of the event',
    function* (signal) {
      yield signal.addEventListener('other', nothing)
      yield signal.addEventListener('abort', nothing)
      yield signal.removeEventListener('other', nothing)
    },
    [0, 1, 1],
  ],
  [
    'sees what goes through the prototype',
    function* (signal) {
      yield EventTarget.prototype.addEventListener.call(signal, 'abort', nothing)
      yield EventTarget.prototype.removeEventListener.call(signal, 'abort', nothing)
    },
    [1, 0],
  ],
  [
    'counts a listener that is added twice once, and a capturing one for itself',
    function* (signal) {
      yield signal.addEventListener('abort', nothing)
      yield signal.addEventListener('abort', nothing, { once: true })
      yield signal.addEventListener('abort', nothing, true)
      yield signal.removeEventListener('abort', nothing)
      yield signal.removeEventListener('abort', nothing, { capture: true })
    },
    [1, 1, 2, 1, 0],
  ],
  [
    'counts no listener that is null, or that comes with a signal that has aborted',
    function* (signal) {
      yield signal.addEventListener('abort', null as never)
      yield signal.addEventListener('abort', nothing, { signal: AbortSignal.abort() })
    },
    [0, 0],
  ],
  [
    'knows that a listener goes with the signal that it was added with',
    function* (signal) {
      const until = new AbortController()
      yield signal.addEventListener('abort', nothing, { signal: until.signal })
      yield until.abort()
    },
    [1, 0],
  ],
]

describe('as Node counts', () => {
  test.each(ways)('%s', async (_, steps, counts) => {
    const { value } = await simulate({}, () => {
      const { signal, listeners } = watchedSignal()
      return Array.from(steps(signal), () => [
        listeners.size,
        getEventListeners(signal, 'abort').length,
      ])
    })
    expect(value).toEqual(counts.map((count) => [count, count]))
  })

  test('a listener that waits for one abort is gone after it', () => {
    const { signal, listeners, abort } = watchedSignal()
    signal.addEventListener('abort', nothing, { once: true })
    expect(listeners.size).toBe(1)
    abort()
    expect(listeners.size).toBe(0)
    expect(getEventListeners(signal, 'abort')).toEqual([])
  })

  test('a sleep of node:timers/promises that is over has left none', async () => {
    const { signal, listeners } = watchedSignal()
    const sleep = delay(1, undefined, { signal })
    expect(listeners.size).toBe(1)
    await sleep
    expect(listeners.size).toBe(0)
  })
})

test('counts onabort, which can be replaced and taken away', () => {
  const { signal, listeners, abort } = watchedSignal()
  const heard: string[] = []
  Object.assign(signal, { onabort: () => heard.push('first') })
  Object.assign(signal, { onabort: () => heard.push('second') })
  expect(listeners.size).toBe(1)
  Object.assign(signal, { onabort: null })
  expect(listeners.size).toBe(0)
  Object.assign(signal, { onabort: () => heard.push('third') })
  abort()
  expect(heard).toEqual(['third'])
})

/** A signal that is watched during a simulation, and one that is made of it. */
const madeSignals: readonly [string, (watched: WatchedSignal) => unknown, unknown][] = [
  [
    'counts for nothing as long as nobody listens to it',
    ({ signal, listeners }) => {
      AbortSignal.any([signal, new AbortController().signal])
      return listeners.size
    },
    0,
  ],
  [
    'keeps its listeners alive as long as the watched signal',
    ({ signal, listeners }) => {
      const both = AbortSignal.any([AbortSignal.any([signal]), new AbortController().signal])
      both.addEventListener('abort', nothing)
      AbortSignal.any([signal]).addEventListener('abort', nothing)
      const before = listeners.size
      both.removeEventListener('abort', nothing)
      return [before, listeners.size]
    },
    [2, 1],
  ],
  [
    'lets its listeners go when it aborts, for whatever reason',
    ({ signal, listeners }) => {
      const other = new AbortController()
      AbortSignal.any([signal, other.signal]).addEventListener('abort', nothing)
      other.abort()
      AbortSignal.any([signal, other.signal]).addEventListener('abort', nothing)
      return listeners.size
    },
    0,
  ],
  [
    'aborts with the watched signal',
    ({ signal, abort }) => {
      const made = AbortSignal.any([signal])
      abort('enough')
      return made.reason as unknown
    },
    'enough',
  ],
]

test.each(madeSignals)('a signal made by AbortSignal.any %s', async (_, work, expected) => {
  const run = await simulate({}, () => work(watchedSignal()))
  expect(run.value).toEqual(expected)
})
