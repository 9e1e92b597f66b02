import { simulate, type VirtualTime } from '@overlap/mock-server'
import fc from 'fast-check'
import { getEventListeners } from 'node:events'
import { expect, test } from 'vitest'
import { taskScope, type TaskScope } from './solution.ts'

interface Plan {
  readonly ms: number
  readonly fails: boolean
  readonly ignoresSignal: boolean
  /** How long it cleans up when it is aborted. */
  readonly cleanUpMs: number
}

interface Scene {
  readonly plan: readonly Plan[]
  /** What the block does with its tasks. */
  readonly body: 'awaits all' | 'awaits one after another' | 'awaits none'
  /** When the block ends, if it awaits none. */
  readonly bodyMs: number
  /** When the caller aborts. */
  readonly abortMs: number
}

// No two things happen at the same moment, so there is always one that comes first.
const moments = (rest: number): fc.Arbitrary<number> =>
  fc.integer({ min: 0, max: 90 }).map((n) => 4 * n + rest)

const scenes: fc.Arbitrary<Scene> = fc.record({
  plan: fc.uniqueArray(
    fc.record({
      ms: moments(4),
      fails: fc.boolean(),
      ignoresSignal: fc.boolean(),
      cleanUpMs: fc.integer({ min: 0, max: 50 }),
    }),
    { maxLength: 6, selector: ({ ms }) => ms },
  ),
  body: fc.constantFrom('awaits all', 'awaits one after another', 'awaits none'),
  bodyMs: moments(1),
  abortMs: fc.option(moments(2), { nil: Infinity }),
})

const reason = { why: 'the user left the page' }

/** When everything has ended, what the block throws, and how many tasks see the abort. */
function expected({ plan, body, bodyMs, abortMs }: Scene) {
  const leftMs = body === 'awaits none' ? bodyMs : Infinity
  const failed = plan.filter(({ fails }) => fails).toSorted((a, b) => a.ms - b.ms)[0]
  const failMs = failed?.ms ?? Infinity
  const abortedMs = Math.min(failMs, abortMs, leftMs)
  const late = plan.filter(({ ms }) => ms > abortedMs)
  const obedient = late.filter(({ ignoresSignal }) => !ignoresSignal)
  const endsMs = plan.map((one) => (obedient.includes(one) ? abortedMs + one.cleanUpMs : one.ms))
  const aborted = late.filter(({ ignoresSignal, fails }) => !ignoresSignal || fails).length
  const why = abortedMs === failMs ? failed : abortedMs === abortMs ? reason : undefined
  const thrown = why === failed || aborted > 0 ? why : undefined
  const overMs = Math.max(0, ...endsMs, leftMs === Infinity ? 0 : leftMs)
  return { overMs, thrown, aborted }
}

async function play({ plan, body, bodyMs, abortMs }: Scene) {
  const caller = new AbortController()
  const reasons: unknown[] = []
  let running = 0
  let leftRunning: number | undefined

  const start = (scope: TaskScope, time: VirtualTime, one: Plan) =>
    scope.run(async ({ signal }) => {
      const { ms, fails, ignoresSignal, cleanUpMs } = one
      running += 1
      try {
        await time.sleep(ms, ignoresSignal ? {} : { signal })
        if (fails) throw one
      } catch (error) {
        if (!signal.aborted) throw error
        reasons.push(signal.reason)
        await time.sleep(ignoresSignal ? 0 : cleanUpMs)
        throw new Error('I was interrupted', { cause: error })
      } finally {
        running -= 1
      }
    })

  const run = await simulate({}, async (_, time) => {
    if (abortMs < Infinity) void time.sleep(abortMs).then(() => caller.abort(reason))
    const block = async (): Promise<void> => {
      await using scope = taskScope(caller)
      const tasks = plan.map((one) => start(scope, time, one))
      if (body === 'awaits all') await Promise.all(tasks)
      if (body === 'awaits one after another') for (const task of tasks) await task
      if (body === 'awaits none') await time.sleep(bodyMs)
    }
    await block().finally(() => (leftRunning = running))
  })
  return { run, reasons, leftRunning, signal: caller.signal }
}

test('whatever tasks, caller and block do: everything ends in time, and the first failure is thrown once', async () => {
  await fc.assert(
    fc.asyncProperty(scenes, async (scene) => {
      const { run, reasons, leftRunning, signal } = await play(scene)
      const { overMs, thrown, aborted } = expected(scene)
      expect(run.reason).toBe(thrown)
      expect(run.settledMs).toBe(overMs)
      expect(leftRunning).toBe(0)
      expect(reasons).toHaveLength(aborted)
      expect(reasons.filter((reason) => reason !== (thrown ?? reasons[0]))).toEqual([])
      expect(run.unhandled).toEqual([])
      expect(run.timersLeft).toBe(scene.abortMs > overMs && scene.abortMs < Infinity ? 1 : 0)
      expect(getEventListeners(signal, 'abort')).toHaveLength(0)
    }),
    { numRuns: 300 },
  )
})

const failsAfter = (time: VirtualTime, ms: number, error: unknown) => async (): Promise<never> => {
  await time.sleep(ms)
  throw error
}

test('an error that is handled around an inner scope does not abort the outer one', async () => {
  const run = await simulate({}, async (_, time) => {
    await using outer = taskScope()
    const optional = outer.run(async (options) => {
      try {
        await using inner = taskScope(options)
        await inner.run(failsAfter(time, 10, new Error('no reviews')))
        return 'reviews'
      } catch {
        return 'no reviews'
      }
    })
    const needed = outer.run(({ signal }) => time.sleep(50, { signal }).then(() => 'price'))
    return { parts: await Promise.all([optional, needed]), aborted: outer.signal.aborted }
  })
  expect(run.value).toEqual({ parts: ['no reviews', 'price'], aborted: false })
})

test('an error that nobody handles in an inner scope aborts the outer one, with the same error', async () => {
  const failure = new Error('no price')
  const reasons: unknown[] = []
  const run = await simulate({}, async (_, time) => {
    await using outer = taskScope()
    void outer.run(async (options) => {
      await using inner = taskScope(options)
      void inner.run(failsAfter(time, 10, failure))
      await inner.run(({ signal }) => time.sleep(80, { signal }))
    })
    await outer.run(async ({ signal }) => {
      await time.sleep(80, { signal }).catch((error: unknown) => reasons.push(error))
    })
  })
  expect(reasons).toEqual([failure])
  expect(run.reason).toBe(failure)
  expect(run.settledMs).toBe(10)
})

test('a task may start another task on its scope', async () => {
  const failure = new Error('no second page')
  const ended: string[] = []
  const run = await simulate({}, async (_, time) => {
    await using scope = taskScope()
    const pages = scope.run(async () => {
      await time.sleep(10)
      void scope.run(failsAfter(time, 20, failure))
      return 'the first page'
    })
    const other = scope.run(async ({ signal }) => {
      await time.sleep(80, { signal }).finally(() => ended.push(`other at ${time.nowMs} ms`))
    })
    await pages
    await other
  })
  expect(ended).toEqual(['other at 30 ms'])
  expect(run.reason).toBe(failure)
})

test('disposing aborts what is running with an AbortError, and disposing again does nothing', async () => {
  const run = await simulate({}, async (_, time) => {
    const scope = taskScope()
    const task = scope.run(({ signal }) => time.sleep(80, { signal }))
    await scope[Symbol.asyncDispose]()
    await scope[Symbol.asyncDispose]()
    return task.catch((error: unknown) => error)
  })
  expect(run.value).toHaveProperty('name', 'AbortError')
  expect(run.unhandled).toEqual([])
})

test('an error of the block and one that nobody awaited come together, in a SuppressedError', async () => {
  const unseen = new Error('no price')
  const mistake = new Error('a mistake in the block')
  const run = await simulate({}, async (_, time) => {
    await using scope = taskScope()
    void scope.run(failsAfter(time, 10, unseen))
    await time.sleep(20)
    throw mistake
  })
  expect(run.reason).toBeInstanceOf(SuppressedError)
  expect(run.reason).toMatchObject({ error: unseen, suppressed: mistake })
})

test('a scope that was disposed of, or aborted from the start, runs no task', async () => {
  let started = 0
  const run = await simulate({}, async () => {
    const disposed = taskScope()
    await disposed[Symbol.asyncDispose]()
    const afterwards = disposed.run(() => started++)
    const aborted = taskScope({ signal: AbortSignal.abort(reason) })
    void aborted.run(() => started++)
    const second = aborted.run(() => started++)
    const why = await Promise.allSettled([afterwards, second])
    await aborted[Symbol.asyncDispose]()
    return why.map((end) => end.status === 'rejected' && (end.reason as unknown))
  })
  expect(run.value[0]).toHaveProperty('message', expect.stringMatching(/^Cannot run a task: /))
  expect(run.value[1]).toBe(reason)
  expect(started).toBe(0)
  expect(run.unhandled).toEqual([])
})
