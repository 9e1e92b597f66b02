import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { makeHouse } from '../../test/house.ts'
import { parsePrediction, parseSeed, readNetwork } from './flag-values.ts'

test('reads a seed', () => {
  expect(parseSeed('7')).toBe(7)
  expect(() => parseSeed('seven')).toThrow(
    '--seed: expected a whole number such as 7; got "seven".',
  )
})

test.each([
  ['600,3', [600, 3]],
  [' 600 , 3 ', [600, 3]],
  ['600', [600]],
  [',3', [null, 3]],
  ['600,,2', [600, null, 2]],
])('reads the prediction %j', (text, prediction) => {
  expect(parsePrediction(text)).toEqual(prediction)
})

test.each(['', ',', 'soon', '600;3', '600,x', `${'9'.repeat(400)},3`])(
  'refuses the prediction %j',
  (text) => {
    expect(() => parsePrediction(text)).toThrow(/^--predict: expected .* number[^]+such as\s600,3/)
  },
)

test('reads a network from a file, or by the name of a preset', () => {
  const file = path.join(makeHouse().root, 'network.json')
  writeFileSync(file, '{"latency":5}')
  expect(readNetwork(file)).toEqual({ latency: 5 })
  expect(readNetwork('rate-limited')).toEqual({ preset: 'rate-limited' })
  writeFileSync(file, '{')
  expect(() => readNetwork(file)).toThrow(/^--network: .*network.json is not valid JSON: /)
  expect(() => readNetwork('nowhere/network.json')).toThrow(
    '--network: cannot read nowhere/network.json',
  )
})
