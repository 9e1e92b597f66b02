import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { House } from '../src/house.ts'
import { makeHouse } from './house.ts'
import type { Ran } from './run-course.ts'
import { runHere } from './run-here.ts'

// A house for each test: here a demo is loaded once, however often its file changes.
const run = (house: House, ...words: string[]): Promise<Ran> =>
  runHere(house, ['run', '1', '--virtual', ...words].join(' '))

const demo = (house: House): string => path.join(house.lessonsDir, '01-first/demo.ts')

test('draws every act on one time axis, exact in virtual time', async () => {
  const { code, out } = await run(makeHouse())
  expect(code).toBe(0)
  expect(out).toMatch(/1 · In order[^]+makespan 600 ms, peak 1 in flight, 3 calls/)
  expect(out).toMatch(/2 · All at once[^]+makespan 300 ms, peak 3 in flight, 3 calls/)
  const axes = out.split('\n').filter((line) => line.includes('├'))
  expect(axes).toHaveLength(2)
  expect(axes[0]).toBe(axes[1])
})

test('sets a prediction beside theory and measurement', async () => {
  const { out } = await run(makeHouse(), '--predict', '310,3')
  expect(out).toMatch(
    /How long do they take\?\n.*you predicted +310 ms\n.*one after another +600 ms\n.*all at once +300 ms\n.*measured +300 ms: right\n/,
  )
})

test('gives the problem, the questions, the run, the answers, and what to type next', async () => {
  const { out } = await run(makeHouse())
  expect(out).toMatch(
    /^\nLesson 01 · First things first\n\nA page is empty for a second, and `nobody` knows why\.\n\nThree calls/,
  )
  expect(out).not.toContain('More about it')
  expect(out).toMatch(
    /1\. How long do they take\?\n[^]+2 · All at once\n[^]+theory, all at once +300 ms\n {2}measured +300 ms\n[^]+npm run check 1/,
  )
})

test('begins with the questions where nothing is written about the problem', async () => {
  const house = makeHouse()
  writeFileSync(path.join(house.lessonsDir, '01-first/README.md'), '# Nothing\n')
  const { code, out } = await run(house)
  expect(code).toBe(0)
  expect(out).toMatch(/^\nLesson 01 · .+\n\nThree calls of/)
})

test('shows the code of each act above its picture', async () => {
  const { out } = await run(makeHouse())
  expect(out).toMatch(
    /1 · In order\n {2}for \(const url of urls\(api\)\) \{\n {4}const response = await fetch\(url\)\n[^]+ {2}\}\n\n\/todos\/1/,
  )
})

test('asks with the numbers of the network as it is played, before the run', async () => {
  const { out } = await run(makeHouse(), '--latency', '500')
  expect(out).toMatch(
    /Three calls of 500 ms, all sent at once\.\n\n1\. How long do they take\?\n2\. [^]+1 · In order/,
  )
})

test('refuses more answers than there are questions', async () => {
  const { code, err } = await run(makeHouse(), '--predict', '1,2,3')
  expect(code).toBe(2)
  expect(err).toContain('--predict: got 3 answers.')
  expect(err).toContain('1. How long do they take?')
})

test('changes the network for every call', async () => {
  const { out } = await run(makeHouse(), '--latency', '50')
  expect(out).toMatch(/makespan 150 ms, peak 1[^]+makespan 50 ms, peak 3/)
})

test('lets calls fail, and plays the other acts all the same', async () => {
  const { code, out } = await run(makeHouse(), '--fail', '1:refused')
  expect(code).toBe(0)
  expect(out).toMatch(/1 · In order[^]+It failed after 100 ms:\nTypeError: fetch failed/)
  expect(out).toMatch(/2 · All at once[^]+It failed after 100 ms[^]+no names/)
})

test('does not wait for ever for a call that hangs', async () => {
  const { code, out } = await run(makeHouse(), '--fail', '1:hang')
  expect(code).toBe(0)
  expect(out).toMatch(/2 · All at once[^]+3 pending[^]+an answer that never comes/)
})

test('takes a network from a file', async () => {
  const house = makeHouse()
  const file = path.join(house.root, 'network.json')
  writeFileSync(file, JSON.stringify({ latency: 20 }))
  expect((await run(house, '--network', file)).out).toMatch(/makespan 60 ms[^]+makespan 20 ms/)
})

test('prints the acts as JSON, and nothing else', async () => {
  const { out } = await run(makeHouse(), '--json', '--predict', '1,1')
  const { answers, acts } = JSON.parse(out) as {
    answers: { predicted: number; measured: number }[]
    acts: { title: string; facts: { makespanMs: number }; trace: { calls: unknown[] } }[]
  }
  expect(answers.map(({ predicted, measured }) => [predicted, measured])).toEqual([
    [1, 300],
    [1, 3],
  ])
  expect(
    acts.map(({ title, facts, trace }) => [title, facts.makespanMs, trace.calls.length]),
  ).toEqual([
    ['In order', 600, 3],
    ['All at once', 300, 3],
  ])
})

test('writes a file for each act, in each format', async () => {
  const house = makeHouse()
  const { code, err } = await run(house, '--image', 'a.svg', '--har', 'a.har', '--trace', 'a.json')
  expect(code).toBe(0)
  const read = (name: string): string => readFileSync(path.join(house.root, name), 'utf8')
  expect(err.match(/^wrote .+$/gm)).toHaveLength(6)
  expect(read('a-2.svg')).toMatch(/^<svg[^]+All at once/)
  expect(JSON.parse(read('a-2.har'))).toHaveProperty('log.entries.length', 3)
  expect(JSON.parse(read('a-1.json'))).toHaveProperty('traceEvents')
})

test('says where a file cannot be written', async () => {
  const { code, err } = await run(makeHouse(), '--image', 'no/such/folder/a.svg')
  expect(code).toBe(1)
  expect(err).toContain('Cannot write no/such/folder/a-1.svg')
})

test('says what a demo must export', async () => {
  const house = makeHouse()
  writeFileSync(demo(house), 'export const network = {}\n')
  const { code, err } = await run(house)
  expect(code).toBe(1)
  expect(err).toContain('demo.ts must export `network` and `demo(stage)`.')
})
