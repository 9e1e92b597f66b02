import { mkdirSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { makeHouse } from '../../test/house.ts'
import { type RunOptions, startRunner } from './runner.ts'
import type { Verdict } from './verdict.ts'

/** More answers than there are threads, so that some share one. */
const many = Math.max(2, availableParallelism()) + 1

/** Runs the answers with these numbers. By default it runs all of them. */
type Run = (options: RunOptions, numbers?: readonly number[]) => Promise<Verdict[]>

function prepare(texts: readonly string[]): Disposable & { readonly run: Run } {
  const { root, lessonsDir } = makeHouse()
  const dir = path.join(lessonsDir, '02-double-it/backstage/library')
  mkdirSync(dir, { recursive: true })
  for (const [n, text] of texts.entries()) writeFileSync(path.join(dir, `${n}.ts`), text)
  writeFileSync(path.join(dir, '../count.ts'), 'export const count = { calls: 0 }')
  const runner = startRunner({ root, stepTimeoutMs: 30_000 })
  return {
    run: (options, numbers = [...texts.keys()]) =>
      runner.run(
        numbers.map((n) => ({ lesson: '2', answer: `library-${n}` })),
        options,
      ),
    [Symbol.dispose]: () => runner[Symbol.dispose](),
  }
}

const printsThread = `
  import { threadId } from 'node:worker_threads'
  console.log(threadId)
  export const double = (n: number) => 2 * n`

/** Doubles correctly only if no other answer left something behind. */
const victim = `
  import { count } from '../count.ts'
  export const double = (n: number) => {
    const isFresh = !('left' in globalThis) && !process.env['LEFT'] && !('left' in Math)
    return isFresh && process.listenerCount('left') === 0 && count.calls++ < 9 ? 2 * n : 0
  }`

const double = 'export const double = (n: number) => 2 * n'
const culprits = {
  'a property of the global object': `Object.assign(globalThis, { left: 1 })`,
  'a property of a global': `Object.assign(Math, { left: 1 })`,
  'an environment variable': `process.env['LEFT'] = '1'`,
  'a listener of the process': `process.on('left', () => {})`,
  'a replaced method': `Array.prototype.map = (() => []) as never`,
  'an error that nothing caught': `void Promise.reject(new Error('left'))`,
  'a timer that fires later': `setTimeout(() => Object.assign(globalThis, { left: 1 }), 20).unref()`,
  'a changed module': `import { count } from '../count.ts'\ncount.calls = 9`,
}

test('gives each answer a thread of its own, or one thread to several of them', async () => {
  using answers = prepare(Array.from({ length: many }, () => printsThread))
  const threads = async (sharesThreads: boolean): Promise<number> =>
    new Set((await answers.run({ sharesThreads })).map(({ output }) => output.join())).size
  expect(await threads(false)).toBe(many)
  expect(await threads(true)).toBeLessThan(many)
})

test('keeps what an answer leaves behind from the next one in its thread', async () => {
  const texts = Object.values(culprits).map((text) => `${text}\n${double}`)
  const victims = Array.from({ length: many }, () => victim)
  using answers = prepare(texts.flatMap((text) => [text, ...victims]))
  const verdicts = await answers.run({ sharesThreads: true })
  const first = texts.map((_, n) => n * (1 + many))
  const spoilt = Object.keys(culprits).filter((_, n) =>
    verdicts.slice(first[n]! + 1, first[n + 1]).some(({ passed }) => !passed),
  )
  expect(spoilt).toEqual([])
  expect(first.map((n) => verdicts[n])).toEqual(await answers.run({ sharesThreads: false }, first))
})
