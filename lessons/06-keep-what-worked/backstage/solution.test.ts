import { simulate } from '@overlap/mock-server'
import fc from 'fast-check'
import { getEventListeners } from 'node:events'
import { expect, test } from 'vitest'
import { settleAll, type Tasks } from './solution.ts'

test('each task is in values or in errors, whatever fails and in whatever order', async () => {
  const task = fc.record({ ms: fc.integer({ min: 0, max: 50 }), fails: fc.boolean() })
  await fc.assert(
    fc.asyncProperty(fc.dictionary(fc.string(), task, { noNullPrototype: true }), async (plan) => {
      const run = await simulate({}, (_, time) => {
        const tasks: Tasks = Object.fromEntries(
          Object.entries(plan).map(([name, { ms, fails }]) => [
            name,
            async () => {
              await time.sleep(ms)
              if (fails) throw new Error(name)
              return name
            },
          ]),
        )
        return settleAll(tasks)
      })
      const names = Object.keys(plan)
      const failed = names.filter((name) => plan[name]?.fails)
      if (names.length > 0 && failed.length === names.length) {
        expect((run.reason as AggregateError).errors.map((error) => error.message)).toEqual(names)
      } else {
        expect(Object.keys(run.value.errors)).toEqual(failed)
        expect(Object.keys(run.value.values)).toEqual(
          names.filter((name) => !failed.includes(name)),
        )
      }
    }),
    { numRuns: 60 },
  )
})

test('a name may be any string', async () => {
  const tasks: Tasks = Object.fromEntries(['__proto__', 'constructor', ''].map((n) => [n, () => n]))
  const { values } = await settleAll(tasks)
  expect(Object.entries(values)).toEqual(Object.keys(tasks).map((name) => [name, name]))
})

test('given up at any moment it ends with the very reason, waits for its tasks, and leaves no listener', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 250 }), async (abortMs) => {
      const controller = new AbortController()
      const reason = {}
      const run = await simulate({ latency: { replay: [100, 200] } }, (api, time) => {
        void time.sleep(abortMs).then(() => controller.abort(reason))
        const call = (options: { readonly signal: AbortSignal }): Promise<Response> =>
          fetch(api.url('/products/1'), options)
        return settleAll({ a: call, b: call }, controller)
      })
      if (run.outcome === 'rejected') expect(run.reason).toBe(reason)
      expect(run.settledMs).toBe(Math.min(abortMs, 200))
      expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0)
    }),
    { numRuns: 40 },
  )
})
