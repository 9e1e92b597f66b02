import type { NetworkInput } from '@overlap/mock-server'
import { perform, type Act, type Ask } from '@overlap/mock-server/stage'
import { expect, test } from 'vitest'
import { answersOf, compare, inUnit } from './compare.ts'

const time: Ask = { question: 'How long?', unit: 'ms', answer: ({ facts }) => facts.makespanMs }
const peak: Ask = {
  question: 'How many at once?',
  unit: 'calls',
  answer: ({ facts }) => facts.peakInFlight,
}
const paths = ['/todos/1', '/todos/2', '/todos/3']

/** Two acts: three calls in a row, and all at once. */
async function play(network: NetworkInput): Promise<Act[]> {
  return perform(
    {
      network,
      demo: async (stage) => {
        await stage.act('In a row', async (api) => {
          for (const path of paths) await (await fetch(api.url(path))).json()
        })
        await stage.act('All at once', (api) =>
          Promise.all(paths.map(async (path) => (await fetch(api.url(path))).json())),
        )
      },
    },
    { virtual: true, print: () => {} },
  )
}

const acts = await play({
  latency: { replay: [100, 100] },
  routes: { '/todos/3': { latency: 300 } },
})

test('sets prediction, theory and measurement beside each other, for each question', () => {
  expect(compare(answersOf({ act: 'In a row', intro, asks: [time, peak] }, acts, [1205, 3]))).toBe(
    [
      'How long?',
      '  you predicted             1205 ms',
      '  theory, one after another 500 ms',
      '  theory, all at once       300 ms',
      '  measured                  500 ms: less than you predicted',
      '',
      'How many at once?',
      '  you predicted             3 calls',
      '  measured                  1 call: fewer than you predicted',
    ].join('\n'),
  )
})

test('leaves out what was not predicted', () => {
  const [first, second] = answersOf({ act: 'All at once', intro, asks: [time, peak] }, acts, [
    null,
    3,
  ])
  expect(first).not.toHaveProperty('predicted')
  expect(compare([first!, second!])).not.toMatch(/predicted[^]+predicted/)
  expect(compare([second!])).toMatch(/measured +3 calls: right$/)
})

test('takes a time within 5 % or 20 ms for right', () => {
  const said = (prediction: number): string =>
    compare(answersOf({ act: 'All at once', intro, asks: [time] }, acts, [prediction]))
  expect(said(315)).toMatch(/measured +300 ms: right$/)
  expect(said(280)).toMatch(/measured +300 ms: right$/)
  expect(said(279)).toMatch(/measured +300 ms: more than you predicted$/)
  expect(said(200)).toMatch(/measured +300 ms: more than you predicted$/)
})

test('takes a number of times within 15 % for right', () => {
  const times: Ask = { question: 'How often does it fire?', unit: 'times', answer: () => 26 }
  const said = (prediction: number): string =>
    compare(answersOf({ act: 'In a row', intro, asks: [times] }, acts, [prediction]))
  expect(said(26)).toMatch(/measured +26 times: right$/)
  expect(said(29)).toMatch(/measured +26 times: right, give or take$/)
  expect(said(30)).toMatch(/measured +26 times: fewer than you predicted$/)
})

test('calls a wrong place neither less nor more', () => {
  const place: Ask = { question: 'At which place?', unit: '', answer: () => 3 }
  const answers = answersOf({ act: 'In a row', intro, asks: [place] }, acts, [1])
  expect(compare(answers)).toMatch(/measured +3: not what you predicted$/)
})

test('leaves out a theory that does not explain the measurement, as that of bodies', async () => {
  const slow = await play({ latency: 100, bandwidth: { bytesPerSecond: 1000 } })
  for (const act of ['In a row', 'All at once']) {
    const [answer] = answersOf({ act, intro, asks: [time] }, slow, [])
    expect(answer?.measured).toBeGreaterThan(150)
    expect(answer).not.toHaveProperty('theory')
  }
})

test('asks about another act than the one of the others', () => {
  const other = { ...time, act: 'All at once' }
  const answers = answersOf({ act: 'In a row', intro, asks: [time, other] }, acts, [])
  expect(answers.map(({ act, measured }) => [act, measured])).toEqual([
    ['In a row', 500],
    ['All at once', 300],
  ])
})

test('says so when an act did not get as far as the question', () => {
  const answers = answersOf({ act: 'Never played', intro, asks: [time] }, acts, [7])
  expect(compare(answers)).toMatch(/you predicted +7 ms\n +measured +nothing: the demo failed$/)
})

test.each([
  [1336, 'ms', '1336 ms'],
  [1, 'ms', '1 ms'],
  [1, 'calls', '1 call'],
  [0, 'calls', '0 calls'],
  [3, '', '3'],
] as const)('prints %i in %j as %s', (value, unit, text) => {
  expect(inUnit(value, unit)).toBe(text)
})

function intro(): string {
  return ''
}
