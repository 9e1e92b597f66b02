import { describe, expect, test } from 'vitest'
import { pools } from '../pools/pools.ts'
import type { LoadPool, Pool } from '../pools/types.ts'
import { careless, doubleRelease, late, sequential, silent } from './broken-pools.ts'
import { answers, correctness } from './correctness.ts'
import { scenarios } from './scenarios.ts'

/** What a pool does in a scenario, by question. */
async function rowOf(pool: Pool, title: string): Promise<Record<string, string>> {
  const scenario = scenarios.find((each) => each.title === title)!
  const words = await answers(pool, scenario)
  return Object.fromEntries(scenario.questions.map(({ head }, i) => [head, words[i]!]))
}

const row = async (name: string, title: string): Promise<Record<string, string>> =>
  rowOf(await pools[name]!(), title)

describe('our own', () => {
  test('mapPool does everything right', async () => {
    expect(await row('mapPool', 'While all goes well')).toEqual({
      'limit kept': 'yes',
      'in order': 'yes',
      'reads on demand': 'yes',
      'cleans up': 'yes',
    })
    expect(await row('mapPool', 'When a task fails')).toEqual({
      'limit kept': 'yes',
      'error kept': 'yes',
      rejects: 'at once',
      stops: 'yes',
      others: 'aborted',
      handled: 'yes',
    })
    expect(await row('mapPool', 'When the caller aborts')).toEqual({
      stops: 'yes',
      rejects: 'at once',
      'reason kept': 'yes',
      others: 'aborted',
    })
    expect(await row('mapPool', 'When something throws')).toEqual({
      'task throws': 'yes',
      'source throws': 'yes',
      'source after a failure': 'closed',
    })
  })

  test('createLimit keeps its limit, and goes on after a failure, as limits for single calls do', async () => {
    expect(await row('createLimit', 'When a task fails')).toEqual({
      'limit kept': 'yes',
      'error kept': 'yes',
      rejects: 'at once',
      stops: 'no, 9 more',
      others: 'run on',
      handled: 'yes',
    })
    expect(await row('createLimit', 'When something throws')).toEqual({
      'task throws': 'yes',
      'source throws': 'not offered',
      'source after a failure': 'not offered',
    })
  })
})

describe('what libraries do', () => {
  test('a source that throws crashes the process in async.mapLimit, which leaves a source open, too', async () => {
    expect(await row('async.mapLimit', 'When something throws')).toMatchObject({
      'source throws': 'crashes',
      'source after a failure': 'left open',
    })
  })

  test('Effect.forEach reads the whole source first, and rejects with an error of its own on abort', async () => {
    expect(await row('Effect.forEach', 'While all goes well')).toMatchObject({
      'reads on demand': 'no, 12',
    })
    expect(await row('Effect.forEach', 'When the caller aborts')).toMatchObject({
      'reason kept': 'no',
      others: 'aborted',
    })
  })

  test('p-map hands no signal to tasks, so those in flight run on', async () => {
    expect(await row('p-map', 'When the caller aborts')).toMatchObject({ others: 'run on' })
  })

  test('Promise.all has no limit, so nothing is left to stop, and throws if a task throws', async () => {
    expect(await row('Promise.all', 'While all goes well')).toMatchObject({
      'limit kept': 'no, 12',
    })
    expect(await row('Promise.all', 'When a task fails')).toMatchObject({ stops: 'none left' })
    expect(await row('Promise.all', 'When something throws')).toMatchObject({
      'task throws': 'throws',
    })
  })
})

describe('broken pools', () => {
  test.each(scenarios.map(({ title }) => title))(
    'a careless pool fails every question: %s',
    async (title) => {
      const [good, bad] = [await row('mapPool', title), await rowOf(careless, title)]
      for (const head of Object.keys(good))
        expect([head, bad[head]]).not.toEqual([head, good[head]])
    },
  )

  test('a sequential pool does not use its limit', async () => {
    expect(await rowOf(sequential, 'While all goes well')).toMatchObject({
      'limit kept': 'no, 1',
    })
  })

  test('a slot that is freed twice lets one task too many in, only after a failure', async () => {
    expect(await rowOf(doubleRelease, 'While all goes well')).toMatchObject({
      'limit kept': 'yes',
    })
    expect(await rowOf(doubleRelease, 'When a task fails')).toMatchObject({
      'limit kept': 'no, 5',
      'error kept': 'no',
    })
  })

  test('a pool that waits for all tasks rejects late', async () => {
    expect(await rowOf(late, 'When a task fails')).toMatchObject({ rejects: 'after 40 ms' })
  })

  test('a pool that never settles hangs', async () => {
    expect(await rowOf(silent, 'When a task fails')).toMatchObject({
      'error kept': 'hangs',
      rejects: 'never',
    })
    expect(await rowOf(silent, 'When something throws')).toMatchObject({
      'task throws': 'hangs',
      'source throws': 'hangs',
    })
  })
})

test('there is a row for each pool and a cell for each question', async () => {
  const two: Record<string, LoadPool> = {
    careless: () => Promise.resolve(careless),
    late: () => Promise.resolve(late),
  }
  const sections = await correctness(two)
  expect(sections.map(({ title }) => title)).toEqual(scenarios.map(({ title }) => title))
  for (const [i, { table }] of sections.entries()) {
    expect(table!.rows.map(({ name }) => name)).toEqual(['careless', 'late'])
    for (const { cells } of table!.rows) expect(cells).toHaveLength(scenarios[i]!.questions.length)
  }
})
