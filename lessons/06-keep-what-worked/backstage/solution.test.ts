import { expect, test } from 'vitest'
import { settleAll, type Tasks } from './solution.ts'

test('a name may be any string', async () => {
  const tasks: Tasks = Object.fromEntries(['__proto__', 'constructor', ''].map((n) => [n, () => n]))
  const { values } = await settleAll(tasks)
  expect(Object.entries(values)).toEqual(Object.keys(tasks).map((name) => [name, name]))
})

test('the errors of an AggregateError are in the order of the tasks', async () => {
  const { promise, reject } = Promise.withResolvers<never>()
  const settling = settleAll({ slow: () => promise, quick: () => Promise.reject(new Error('b')) })
  reject(new Error('a'))
  await expect(settling).rejects.toMatchObject({ errors: [new Error('a'), new Error('b')] })
})
