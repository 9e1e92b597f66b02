import { describe, expect, test } from 'vitest'
import type { MockApi } from '../mount/mock-api.ts'
import type { VirtualTime } from '../time/virtual-time.ts'
import { audited } from './audit.ts'
import type { Leftover, LeftoverKind } from './leftovers.ts'
import { simulate } from './simulate.ts'

type Given = { readonly signal: AbortSignal }
type Work = (api: MockApi, time: VirtualTime) => unknown

const network = { latency: 100 }
const noop = (): void => {}

/** Changes what it is given. */
const grow = (list: number[]): Promise<number> => Promise.resolve(list.push(1))

function leftBy(work: Work, leaves: readonly LeftoverKind[] = []): Promise<Leftover[]> {
  return simulate(network, work, { leaves }).then(({ leftovers }) => [...leftovers])
}

const kinds = (left: readonly Leftover[]): LeftoverKind[] => left.map(({ kind }) => kind)

const load = (api: MockApi, signal?: AbortSignal): Promise<Response> =>
  fetch(api.url('/todos/1'), signal ? { signal } : {})

const untidy: readonly [LeftoverKind, Work][] = [
  [
    'throw',
    () =>
      audited((): Promise<void> => {
        throw new Error('no list')
      })().catch(noop),
  ],
  ['mutation', () => audited(grow)([2, 1])],
  ['mutation', () => audited((options: { n?: number }) => delete options.n)({ n: 1 })],
  ['mutation', () => audited((of: { list: number[] }) => of.list.push(1))({ list: [] })],
  ['rejection', () => void Promise.reject(new Error('no stock'))],
  ['call', (api) => void load(api)],
  ['timer', () => void setTimeout(noop, 500)],
  ['timer', () => void setInterval(noop, 500)],
  ['listener', () => audited(listen)(controller().signal)],
  ['listener', () => audited(({ signal }: AbortController) => listen(signal))(controller())],
  [
    'listener',
    () => audited(({ signal }: Given) => listen(signal))({ signal: controller().signal }),
  ],
  [
    'listener',
    () =>
      audited((signal: AbortSignal) =>
        EventTarget.prototype.addEventListener.call(signal, 'abort', noop),
      )(controller().signal),
  ],
  [
    'listener',
    () => audited((signal: AbortSignal) => listen(AbortSignal.any([signal])))(controller().signal),
  ],
]

function controller(): AbortController {
  return new AbortController()
}

function listen(signal: AbortSignal): void {
  signal.addEventListener('abort', noop)
}

describe('what is left behind', () => {
  test.each(untidy)('a %s is noticed: %#', async (kind, work) => {
    expect(kinds(await leftBy(work))).toEqual([kind])
  })

  test.each(untidy)('a %s is left out where it is left on purpose: %#', async (kind, work) => {
    expect(await leftBy(work, [kind])).toEqual([])
  })

  test('several things, the worst first', async () => {
    const left = await leftBy((api) => {
      void setTimeout(noop, 500)
      void load(api)
      void Promise.reject(new Error('no stock'))
    })
    expect(kinds(left)).toEqual(['rejection', 'call', 'timer'])
  })

  test('also when the work fails, with what is needed to say it', async () => {
    const error = new Error('no stock')
    const left = await leftBy((api) => {
      void load(api)
      throw error
    })
    expect(left).toMatchObject([{ kind: 'call', calls: [{ outcome: 'pending' }] }])
  })
})

const tidy: readonly [string, Work][] = [
  ['a call that was awaited', async (api) => void (await (await load(api)).json())],
  ['a call that was aborted', (api) => load(api, AbortSignal.abort()).catch(noop)],
  ['a call of a client of its own', (api) => void api.client('task')(api.url('/todos/1'))],
  ['a timer that was cleared', () => clearTimeout(setTimeout(noop, 500))],
  ['a timer of AbortSignal.timeout', () => void AbortSignal.timeout(500)],
  ['a sleep of the simulation', (_, time) => void time.sleep(500)],
  ['a list that was only read', () => audited((list: number[]) => list.toReversed())([2, 1])],
  [
    'a list that is as it was',
    () => audited((list: number[]) => grow(list).then(() => list.pop()))([]),
  ],
  ['NaN in a list', () => audited((list: number[]) => list.length)([Number.NaN])],
  [
    'a listener that was removed',
    () =>
      audited((signal: AbortSignal) => {
        listen(signal)
        signal.removeEventListener('abort', noop)
      })(controller().signal),
  ],
  [
    'a listener for one abort, which came',
    () => {
      const outer = controller()
      audited(({ signal }: AbortController) =>
        signal.addEventListener('abort', noop, { once: true }),
      )(outer)
      outer.abort()
    },
  ],
  ['a rejection that was handled', () => Promise.reject(new Error('no stock')).catch(noop)],
]

test.each(tidy)('nothing is left by %s', async (_, work) => {
  expect(await leftBy(work)).toEqual([])
})

describe('an audited function', () => {
  test('may be given a list that contains itself', async () => {
    const list: unknown[] = []
    list.push(list)
    const run = await simulate({}, () => audited((given: unknown[]) => given.length)(list))
    expect(run).toMatchObject({ outcome: 'fulfilled', value: 1, leftovers: [] })
  })

  test('that throws instead of rejecting gives the caller a rejection', async () => {
    const error = new Error('no list')
    const broken = audited((): Promise<void> => {
      throw error
    })
    const run = await simulate({}, () => broken())
    expect(run.reason).toBe(error)
    expect(run.leftovers).toEqual([{ kind: 'throw', error }])
  })

  test('may throw if it returns no promise', async () => {
    const error = new RangeError('negative')
    const broken = audited(
      (): number => {
        throw error
      },
      { returns: 'value' },
    )
    const run = await simulate({}, () => broken())
    expect(run.reason).toBe(error)
    expect(run.leftovers).toEqual([])
  })

  test('is only called outside of a simulation', () => {
    const error = new Error('no list')
    const broken = audited((): void => {
      throw error
    })
    expect(broken).toThrow(error)
  })
})

test.each([
  [7, 'Expected a function, but your file exports a number.'],
  [undefined, 'Expected a function, but your file exports `undefined`.'],
  [{}, 'Expected a function, but your file exports an object.'],
  [AbortController, 'Expected a function, but your file exports a class.'],
])('refuses %o, which cannot be called', (exported, sentence) => {
  const error = catchError(() => audited(exported as unknown as () => void))
  expect(error).toHaveProperty('diagnosis', expect.stringContaining(sentence))
})

function catchError(work: () => unknown): unknown {
  try {
    return work()
  } catch (error) {
    return error
  }
}
