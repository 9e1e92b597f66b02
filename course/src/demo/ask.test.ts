import { stripVTControlCharacters } from 'node:util'
import { aheadOf, type Demo } from '@overlap/mock-server/stage'
import { expect, test } from 'vitest'
import { besideBar, questionLines, situationOf } from './ask.ts'

const demo: Demo = {
  network: { latency: 80, routes: { '/todos/2': { latency: 315 } } },
  demo: async () => {},
  predict: {
    act: 'Act',
    intro: ({ latency }) =>
      `Three calls of ${latency('/todos/1', '/todos/2')}, each sent when the one before has ended.`,
    asks: [
      { question: 'How long do they take?', unit: 'ms', answer: () => 1 },
      { question: 'How many are in flight?', unit: 'calls', answer: () => 1 },
    ],
  },
}

test('tells the situation in lines that have room beside the line at the left', () => {
  const asked = situationOf(demo, aheadOf(demo.network))
  expect(asked.replace('\n', ' ')).toContain('Predict. Three calls of 80 to 315 ms, each sent')
  expect(asked.split('\n').filter((line) => line.length > 76)).toEqual([])
})

test('continues the line at the left beside a question of several lines', () => {
  expect(stripVTControlCharacters(besideBar('How long?\nIn ms.', '│'))).toBe('How long?\n│  In ms.')
})

test('tells the situation and the questions where nobody can be asked', () => {
  expect(questionLines(demo, aheadOf({ latency: 500 }))).toBe(
    'Three calls of 500 ms, each sent when the one before has ended.\n\n' +
      '1. How long do they take?\n2. How many are in flight?',
  )
})

test('says nothing for a demo that asks nothing', () => {
  const { network, demo: play } = demo
  expect(questionLines({ network, demo: play }, aheadOf(network))).toBe('')
})
