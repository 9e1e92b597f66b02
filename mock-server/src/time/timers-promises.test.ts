import { getEventListeners } from 'node:events'
import { scheduler, setImmediate, setInterval, setTimeout } from 'node:timers/promises'
import { promisify } from 'node:util'
import { describe } from 'vitest'
import { outcomeOf, testOnBothClocks } from '../testing/on-both-clocks.ts'

function firstTick(delay: number, options?: never): Promise<unknown> {
  const ticks = setInterval(delay, 'value', options)
  return ticks[Symbol.asyncIterator]().next()
}

/** Every wait of `node:timers/promises`, as a promise. */
const waits = {
  setTimeout: (options: never) => setTimeout(50, 'value', options),
  setImmediate: (options: never) => setImmediate('value', options),
  setInterval: (options: never) => firstTick(50, options),
  'scheduler.wait': (options: never) => scheduler.wait(50, options),
  'promisify(setTimeout)': (options: never) =>
    (promisify(globalThis.setTimeout) as (...args: unknown[]) => Promise<unknown>)(50, 1, options),
}

describe.each(Object.entries(waits))('%s, as in Node', (_, wait) => {
  testOnBothClocks({
    'resolves with its value': async (log) => log(await outcomeOf(wait({} as never))),
    'rejects when it is aborted': async (log) => {
      for (const reason of [undefined, 'enough', new Error('mine')]) {
        const controller = new AbortController()
        const promise = wait({ signal: controller.signal } as never)
        controller.abort(reason)
        log(await outcomeOf(promise))
        log(getEventListeners(controller.signal, 'abort').length)
      }
    },
    'rejects if its signal has already aborted': async (log) => {
      log(await outcomeOf(wait({ signal: AbortSignal.abort('before') } as never)))
    },
    'ignores an abort after it has resolved': async (log) => {
      const controller = new AbortController()
      log(await outcomeOf(wait({ signal: controller.signal } as never)))
      controller.abort()
      log(await outcomeOf(Promise.resolve('still here')))
    },
    'rejects invalid options': async (log) => {
      const fakes = [
        { signal: 'no' },
        { signal: null },
        { signal: {} },
        { ref: 'no' },
        null,
        'no',
        [],
      ]
      for (const options of fakes) {
        log(await outcomeOf(Promise.try(() => wait(options as never))))
      }
    },
    'accepts another implementation of AbortSignal': async (log) => {
      const signal = Object.assign(new EventTarget(), { aborted: false, reason: 'mine' })
      const promise = wait({ signal, ref: true } as never)
      signal.dispatchEvent(new Event('abort'))
      log(await outcomeOf(promise))
    },
  })
})

describe('as in Node', () => {
  testOnBothClocks({
    'a delay must be a number': async (log) => {
      for (const delay of ['1', null, {}, 1n]) {
        log(await outcomeOf(setTimeout(delay as never)))
        log(await outcomeOf(Promise.try(() => scheduler.wait(delay as never))))
        const interval = (): unknown => firstTick(delay as never)
        log(await outcomeOf(Promise.try(interval)))
      }
    },
    'an interval ends on break, and on an abort between two ticks': async (log) => {
      for await (const value of setInterval(1, 'tick')) {
        log(value)
        break
      }
      const controller = new AbortController()
      const { signal } = controller
      const ticks = async (): Promise<void> => {
        let left = 3
        for await (const value of setInterval(1, 'tick', { signal })) {
          log(value)
          left -= 1
          if (left === 0) controller.abort('enough')
        }
      }
      log(await outcomeOf(ticks()))
      log(getEventListeners(signal, 'abort').length)
    },
    'scheduler.yield resolves in the order of immediates': async (log) => {
      const done = scheduler.yield().then(() => log('yielded'))
      globalThis.setImmediate(() => log('immediate'))
      await done
      await scheduler.yield()
    },
    'an aborted wait rejects in the same order relative to microtasks and next ticks': async (
      log,
    ) => {
      const controller = new AbortController()
      const waiting = setTimeout(50, undefined, controller).catch(() => log('rejected'))
      queueMicrotask(() => log('microtask'))
      controller.abort()
      log('aborted')
      process.nextTick(() => log('next tick'))
      await waiting
    },
  })
})
