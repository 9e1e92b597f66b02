import { AsyncLocalStorage } from 'node:async_hooks'
import * as timersPromises from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { outcomeOf, seen, testOnBothClocks } from '../testing/on-both-clocks.ts'
import { virtualTime } from './virtual-time.ts'

const timer = (ms?: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
const immediate = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/**
 * Blocks until every timer of `ms` that was set before is due. Without it, real time decides whether
 * two of them fire in the same turn of the event loop.
 */
function untilDue(ms: number): void {
  const endMs = performance.now() + ms + 2
  while (performance.now() < endMs);
}

const busy = (log: (entry: unknown) => void, name: string) => (): void => {
  log(name)
  void Promise.resolve()
    .then(() => log(`${name} promise`))
    .then(() => process.nextTick(() => log(`${name} next tick of a promise`)))
    .then(() => log(`${name} second promise`))
  process.nextTick(() => log(`${name} next tick`))
  queueMicrotask(() => log(`${name} microtask`))
  process.nextTick(() => Promise.resolve().then(() => log(`${name} promise of a next tick`)))
}

describe('the order of callbacks, as in Node', () => {
  testOnBothClocks({
    'inside a timer: next ticks, then promises, then the next timer': async (log) => {
      setTimeout(busy(log, 'a'), 5)
      setTimeout(busy(log, 'b'), 5)
      await timer(6)
    },
    'inside an immediate: next ticks, then promises, then the next immediate': async (log) => {
      setImmediate(busy(log, 'a'))
      setImmediate(busy(log, 'b'))
      await immediate()
    },
    'timers that are due fire before the immediates that they set': async (log) => {
      const one = (name: string): Promise<void> =>
        new Promise((resolve) => {
          setTimeout(() => {
            log(name)
            setImmediate(() => {
              log(`${name} immediate`)
              setImmediate(() => {
                log(`${name} immediate of an immediate`)
                resolve()
              })
            })
          }, 5)
        })
      const both = [one('a'), one('b')]
      untilDue(5)
      await Promise.all(both)
    },
    'an immediate can clear the next immediate, and a timer the next timer': async (log) => {
      setImmediate(() => clearImmediate(second))
      const second = setImmediate(() => log('cleared'))
      setTimeout(() => clearTimeout(other), 5)
      const other = setTimeout(() => log('cleared'), 5)
      await timer(10)
      log('end')
    },
    'an interval fires after a timer of the same delay that its callback set': async (log) => {
      let rounds = 0
      await new Promise<void>((resolve) => {
        const interval = setInterval(() => {
          rounds += 1
          log(`round ${rounds}`)
          setTimeout(() => log('set in the round'), 5)
          if (rounds < 3) return
          clearInterval(interval)
          resolve()
        }, 5)
      })
      await timer(10)
    },
    'async functions take turns after each await': async (log) => {
      const one = async (name: string): Promise<void> => {
        await timer(5)
        log(`${name} 1`)
        await Promise.resolve()
        log(`${name} 2`)
        await immediate()
        log(`${name} 3`)
      }
      const both = [one('a'), one('b')]
      untilDue(5)
      await Promise.all(both)
    },
  })
})

describe('the return value of setTimeout, setInterval and setImmediate, as in Node', () => {
  testOnBothClocks({
    'has the methods of a timer': async (log) => {
      const timeout = setTimeout(() => {}, 5)
      log([timeout.hasRef(), timeout.unref() === timeout, timeout.hasRef()])
      log([timeout.ref() === timeout, timeout.hasRef(), timeout.refresh() === timeout])
      log([timeout.close() === timeout, timeout.constructor.name])
      const handle = setImmediate(() => {})
      log([handle.hasRef(), handle.unref() === handle, handle.hasRef(), handle.ref() === handle])
      log(handle.constructor.name)
      clearImmediate(handle)
      await timer(10)
    },
    'can be cleared by its id, as a number or a string': async (log) => {
      const timeouts = [1, 2, 3].map((name) => setTimeout(() => log(`fired ${name}`), 5))
      clearTimeout(Number(timeouts[0]))
      clearInterval(String(Number(timeouts[1])))
      log(typeof timeouts[2]![Symbol.toPrimitive]())
      await timer(10)
    },
    'is cleared at the end of its block': async (log) => {
      {
        using timeout = setTimeout(() => log('fired'), 5)
        using interval = setInterval(() => log('fired'), 5)
        using handle = setImmediate(() => log('fired'))
        log([timeout, interval, handle].map((each) => typeof each))
      }
      await timer(10)
    },
    'can be refreshed after it has fired, but not after it was cleared': async (log) => {
      const again = setTimeout(() => log('fired'), 2)
      await timer(5)
      again.refresh()
      await timer(5)
      const cleared = setTimeout(() => log('never'), 2)
      clearTimeout(cleared)
      cleared.refresh()
      await timer(5)
      log('end')
    },
    'is `this` in the callback, which gets the arguments': async (log) => {
      await new Promise<void>((resolve) => {
        const timeout = setTimeout(
          function (this: unknown, ...args: unknown[]) {
            log([this === timeout, ...args])
            resolve()
          },
          1,
          'a',
          'b',
        )
      })
      await new Promise<void>((resolve) => {
        const handle = setImmediate(
          function (this: unknown, ...args: unknown[]) {
            log([this === handle, ...args])
            resolve()
          },
          'a',
          'b',
        )
      })
    },
    'needs a function': (log) => {
      for (const set of [setTimeout, setInterval, setImmediate] as ((it: unknown) => void)[]) {
        for (const what of [undefined, 'code', {}]) {
          try {
            set(what)
          } catch (error) {
            log(seen(error))
          }
        }
      }
    },
    'cannot have a bigint as its delay': async (log) => {
      log(await outcomeOf(Promise.try(() => void setTimeout(() => {}, 1n as never))))
    },
  })
})

describe('AsyncLocalStorage, as in Node', () => {
  const store = new AsyncLocalStorage<string>()
  testOnBothClocks({
    'is kept in the callbacks of timers': async (log) => {
      const callbacks: ((callback: () => void) => void)[] = [
        (callback) => void setTimeout(callback, 5),
        (callback) => void setImmediate(callback),
        (callback) => {
          const interval = setInterval(() => (clearInterval(interval), callback()), 10)
        },
      ]
      const waits = [
        () => timersPromises.setTimeout(15),
        () => timersPromises.setImmediate(),
        async () => {
          for await (const _ of timersPromises.setInterval(5)) break
        },
        () => timersPromises.scheduler.yield(),
      ]
      // Two run concurrently. The clock decides the order of their callbacks.
      const stores = [1, 2].map((id) =>
        store.run(`store ${id}`, async () => {
          const called = callbacks.map(
            (set) => new Promise((resolve) => set(() => resolve(store.getStore()))),
          )
          const awaited: unknown[] = []
          for (const wait of waits) {
            await wait()
            awaited.push(store.getStore())
          }
          return [...(await Promise.all(called)), ...awaited]
        }),
      )
      log(await Promise.all(stores))
      log(store.getStore())
    },
    'is the context that created the signal, in a listener of AbortSignal.timeout': async (log) => {
      const alive = setTimeout(() => {}, 1000)
      const signal = store.run('maker', () => AbortSignal.timeout(5))
      await store.run('listener', async () => {
        await new Promise<void>((resolve) =>
          signal.addEventListener('abort', () => {
            log(store.getStore())
            resolve()
          }),
        )
        log(store.getStore())
      })
      clearTimeout(alive)
    },
  })

  test('does not leak from the first timer into the next', async () => {
    using _ = virtualTime()
    const seenStores: unknown[] = []
    store.run('first', () => setTimeout(() => seenStores.push(store.getStore()), 1))
    setTimeout(() => seenStores.push(store.getStore()), 2)
    await timer(3)
    expect(seenStores).toEqual(['first', undefined])
  })
})

describe('clearing', () => {
  test('an interval can be cleared from inside and outside, even by clearTimeout', async () => {
    using time = virtualTime()
    const beats: string[] = []
    const inside = setInterval(() => {
      beats.push(`inside ${time.nowMs}`)
      if (time.nowMs >= 20) clearInterval(inside)
    }, 10)
    const outside = setInterval(() => beats.push(`outside ${time.nowMs}`), 15)
    setTimeout(() => clearTimeout(outside), 40)
    await timer(100)
    expect(beats).toEqual(['inside 10', 'outside 15', 'inside 20', 'outside 30'])
  })

  test('clearing undefined or null does nothing', () => {
    using _ = virtualTime()
    expect(() => {
      clearTimeout(undefined)
      clearInterval(undefined)
      clearTimeout(null as never)
    }).not.toThrow()
  })

  test('a timer from before the virtual time can be cleared, too', async () => {
    let fired = false
    const before = setTimeout(() => (fired = true), 0)
    {
      using _ = virtualTime()
      clearTimeout(before)
    }
    await timer(5)
    expect(fired).toBe(false)
  })
})
