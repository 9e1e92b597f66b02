import { simulate } from '@overlap/mock-server'
import { diagnose, Misconception } from '@overlap/trace'
import { expect, test } from 'vitest'
import { everyScenario, fc, oneScenario } from './index.ts'

// The course's runner puts it into the thread of an answer.
const mostDraws = Symbol.for('overlap.most-draws')

const numbers = fc.nat({ max: 1000 })

/** Fails for numbers from `limit` on, with a sentence. */
const failsFrom =
  (limit: number, tried: number[] = []) =>
  (n: number): void => {
    tried.push(n)
    if (n >= limit) throw new Misconception(`${n} is too many.`, '')
  }

async function messageOf(step: () => Promise<void>): Promise<string> {
  const error = await step().then(
    () => undefined,
    (error: unknown) => error,
  )
  expect(error).toBeInstanceOf(Misconception)
  return (error as Misconception).diagnosis
}

test('tries the given scenarios as they are, and then the drawn ones, the same each time', async () => {
  const [tried, again]: number[][] = [[], []]
  await everyScenario(numbers, { first: [3, 2], draws: 30 }, failsFrom(Infinity, tried))()
  await everyScenario(numbers, { first: [3, 2], draws: 30 }, failsFrom(Infinity, again))()
  expect(tried).toHaveLength(32)
  expect(tried?.slice(0, 2)).toEqual([3, 2])
  expect(new Set(tried).size).toBeGreaterThan(20)
  expect(again).toEqual(tried)
})

test('shows a given scenario that fails as it is', async () => {
  const step = everyScenario(numbers, { first: [700] }, failsFrom(10))
  expect(await messageOf(step)).toBe('700 is too many.')
})

test('shrinks a drawn scenario that fails, and says what was tried', async () => {
  const step = everyScenario(numbers, { tell: (n) => `${n} items` }, failsFrom(10))
  expect(await messageOf(step)).toBe('10 is too many. (Tried with 10 items.)')
})

test('shrinks with a limit', async () => {
  const tried: number[] = []
  const long = fc.array(fc.nat(), { minLength: 200, maxLength: 400 })
  const step = everyScenario(long, { draws: 1 }, (list) => failsFrom(1, tried)(list.length))
  await messageOf(step)
  expect(tried.length).toBeLessThanOrEqual(101)
})

test('draws no more than the limit says, the first ones, and then shrinks nothing', async () => {
  const all: number[] = []
  const few: number[] = []
  await everyScenario(numbers, { draws: 30 }, failsFrom(Infinity, all))()
  Object.assign(globalThis, { [mostDraws]: 4 })
  try {
    await everyScenario(numbers, { draws: 30 }, failsFrom(Infinity, few))()
    await everyScenario(numbers, { draws: 3 }, failsFrom(Infinity, few))()
    const step = everyScenario(numbers, {}, failsFrom(10))
    const drawn = all.find((n) => n >= 10)
    expect(drawn).toBeGreaterThan(10)
    expect(await messageOf(step)).toBe(`${drawn} is too many.`)
  } finally {
    Object.assign(globalThis, { [mostDraws]: undefined })
  }
  expect(few).toEqual([...all.slice(0, 4), ...all.slice(0, 3)])
})

test('audits every simulation, and lets a better sentence go first', async () => {
  const untidy = (): ReturnType<typeof simulate> =>
    simulate({}, () => void setTimeout(() => {}, 500))
  expect(await messageOf(oneScenario(async () => void (await untidy())))).toBe(
    'Your code settled at 0 ms, and 1 timer that you set is still running. A timer keeps the ' +
      'process alive. Clear it when the work is over.',
  )
  const better = oneScenario(async () => diagnose(await untidy(), [[true, 'A better sentence.']]))
  expect(await messageOf(better)).toBe('A better sentence.')
})

test('passes on an error of the check itself', async () => {
  const mistake = new TypeError('no such function')
  const step = oneScenario(() => Promise.reject(mistake))
  await expect(step()).rejects.toBe(mistake)
})
