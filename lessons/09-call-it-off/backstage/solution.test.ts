import { simulate, type VirtualTime } from '@overlap/mock-server'
import fc from 'fast-check'
import { getEventListeners } from 'node:events'
import { expect, test } from 'vitest'
import { taskScope, type TaskScope } from './solution.ts'

interface Plan {
  readonly ms: number
  readonly fails: boolean
  /** It does not listen to its signal. */
  readonly deaf: boolean
  /** So long it tidies up when it is called off. */
  readonly tidyMs: number
}

interface Scene {
  readonly plan: readonly Plan[]
  /** What the block does with its tasks. */
  readonly body: 'awaits all' | 'awaits one after another' | 'looks elsewhere'
  /** When it is left, if it looks elsewhere. */
  readonly bodyMs: number
  /** When the caller gives up. */
  readonly abortMs: number
}

// No two things happen at the same time, so that there is one first.
const moments = (rest: number): fc.Arbitrary<number> =>
  fc.integer({ min: 0, max: 90 }).map((n) => 4 * n + rest)

const scenes: fc.Arbitrary<Scene> = fc.record({
  plan: fc.uniqueArray(
    fc.record({
      ms: moments(4),
      fails: fc.boolean(),
      deaf: fc.boolean(),
      tidyMs: fc.integer({ min: 0, max: 50 }),
    }),
    { maxLength: 6, selector: ({ ms }) => ms },
  ),
  body: fc.constantFrom('awaits all', 'awaits one after another', 'looks elsewhere'),
  bodyMs: moments(1),
  abortMs: fc.option(moments(2), { nil: Infinity }),
})

const given = { why: 'the caller gave up' }

/** What has to come of it: when the tasks are called off, when all is over, what the caller is told. */
function expected({ plan, body, bodyMs, abortMs }: Scene) {
  const leftMs = body === 'looks elsewhere' ? bodyMs : Infinity
  const failed = plan.filter(({ fails }) => fails).toSorted((a, b) => a.ms - b.ms)[0]
  const failMs = failed?.ms ?? Infinity
  const offMs = Math.min(failMs, abortMs, leftMs)
  const late = plan.filter(({ ms }) => ms > offMs)
  const honest = late.filter(({ deaf }) => !deaf)
  const endsMs = plan.map((one) => (honest.includes(one) ? offMs + one.tidyMs : one.ms))
  const cutShort = late.filter(({ deaf, fails }) => !deaf || fails).length
  const why = offMs === failMs ? failed : offMs === abortMs ? given : undefined
  const told = why === failed || cutShort > 0 ? why : undefined
  const overMs = Math.max(0, ...endsMs, leftMs === Infinity ? 0 : leftMs)
  return { overMs, told, cutShort }
}

async function play({ plan, body, bodyMs, abortMs }: Scene) {
  const outer = new AbortController()
  const reasons: unknown[] = []
  let running = 0
  let leftRunning: number | undefined

  const start = (scope: TaskScope, time: VirtualTime, one: Plan) =>
    scope.run(async ({ signal }) => {
      const { ms, fails, deaf, tidyMs } = one
      running += 1
      try {
        await time.sleep(ms, deaf ? {} : { signal })
        if (fails) throw one
      } catch (error) {
        if (!signal.aborted) throw error
        reasons.push(signal.reason)
        await time.sleep(deaf ? 0 : tidyMs)
        throw new Error('I was interrupted', { cause: error })
      } finally {
        running -= 1
      }
    })

  const run = await simulate({}, async (_, time) => {
    if (abortMs < Infinity) void time.sleep(abortMs).then(() => outer.abort(given))
    const block = async (): Promise<void> => {
      await using scope = taskScope(outer)
      const tasks = plan.map((one) => start(scope, time, one))
      if (body === 'awaits all') await Promise.all(tasks)
      if (body === 'awaits one after another') for (const task of tasks) await task
      if (body === 'looks elsewhere') await time.sleep(bodyMs)
    }
    await block().finally(() => (leftRunning = running))
  })
  return { run, reasons, leftRunning, signal: outer.signal }
}

test('whatever tasks, caller and block do: all end in time, and the first failure is told, once', async () => {
  await fc.assert(
    fc.asyncProperty(scenes, async (scene) => {
      const { run, reasons, leftRunning, signal } = await play(scene)
      const { overMs, told, cutShort } = expected(scene)
      expect(run.reason).toBe(told)
      expect(run.settledMs).toBe(overMs)
      expect(leftRunning).toBe(0)
      expect(reasons).toHaveLength(cutShort)
      expect(reasons.filter((reason) => reason !== (told ?? reasons[0]))).toEqual([])
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

test('a failure that is handled in an inner scope does not sink the outer one', async () => {
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

test('a failure in an inner scope that nobody handles calls the outer one off, as the same object', async () => {
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

test('a task may start a further one on its scope, which then belongs to the scope like any other', async () => {
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

test('what is called off by leaving says why, and to leave a second time does no more', async () => {
  const run = await simulate({}, async (_, time) => {
    const scope = taskScope()
    const task = scope.run(({ signal }) => time.sleep(80, { signal }))
    await scope[Symbol.asyncDispose]()
    await scope[Symbol.asyncDispose]()
    return task.catch((error: unknown) => error)
  })
  expect(run.value).toHaveProperty('name', 'AbortError')
  expect(run.value).toHaveProperty(
    'message',
    'The scope was left while tasks were running: await their promises before the block ends',
  )
  expect(run.unhandled).toEqual([])
})

test('a failure of the block and one that nobody has heard come out together, as a SuppressedError', async () => {
  const unheard = new Error('no price')
  const mistake = new Error('a mistake in the block')
  const run = await simulate({}, async (_, time) => {
    await using scope = taskScope()
    void scope.run(failsAfter(time, 10, unheard))
    await time.sleep(20)
    throw mistake
  })
  expect(run.reason).toBeInstanceOf(SuppressedError)
  expect(run.reason).toMatchObject({ error: unheard, suppressed: mistake })
})

test('a scope that was left, or that never began, refuses every task', async () => {
  let started = 0
  const run = await simulate({}, async () => {
    const left = taskScope()
    await left[Symbol.asyncDispose]()
    const begun = left.run(() => started++)
    const never = taskScope({ signal: AbortSignal.abort(given) })
    void never.run(() => started++)
    const refused = never.run(() => started++)
    const why = await Promise.allSettled([begun, refused])
    await never[Symbol.asyncDispose]()
    return why.map((end) => end.status === 'rejected' && (end.reason as unknown))
  })
  expect(run.value[0]).toHaveProperty('message', expect.stringMatching(/^Cannot run a task: /))
  expect(run.value[1]).toBe(given)
  expect(started).toBe(0)
  expect(run.unhandled).toEqual([])
})

test('a promise in place of a function is a failure that says so', async () => {
  const run = await simulate({}, async () => {
    await using scope = taskScope()
    await scope.run(Promise.resolve('too early') as never)
  })
  expect(run.reason).toEqual(
    new TypeError('Cannot run a task: expected a function that starts it, got [object Promise]'),
  )
})
