import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { shareHouse } from './shared-house.ts'

const { house, inTurn } = shareHouse()
const exercise = path.join(house.lessonsDir, '02-double-it/exercise.ts')

test('reset keeps the answer, says where, and gets it back', async () => {
  writeFileSync(exercise, 'mine')
  const kept = path.join(house.overlapDir, 'answers/double-it')
  const [reset, again, back] = await inTurn('reset 2', 'reset 2', 'reset 2 --undo')
  expect(reset).toMatchObject({ code: 0, err: '' })
  const file = /saved in\s+(\S+)/.exec(reset?.out ?? '')?.[1] ?? ''
  expect(readFileSync(path.resolve(house.root, file), 'utf8')).toBe('mine')
  expect(reset?.out).toContain('To restore your code: npm run reset 2 -- --undo')
  // An untouched exercise is no answer: it would hide the one that was kept.
  expect(again?.out).toContain('There is nothing to reset.')
  expect(readdirSync(kept)).toHaveLength(1)
  expect(back).toMatchObject({ code: 0, err: '' })
  expect(readFileSync(exercise, 'utf8')).toBe('mine')
})

test('undoing a reset keeps what was there, and says so when there is nothing to bring back', async () => {
  const [none] = await inTurn('reset 2 --undo')
  expect(none).toMatchObject({ code: 1 })
  expect(none?.err).toContain('no reset has saved any')
  writeFileSync(exercise, 'first')
  await inTurn('reset 2')
  writeFileSync(exercise, 'second')
  const [back] = await inTurn('reset 2 --undo')
  expect(readFileSync(exercise, 'utf8')).toBe('first')
  expect(back?.out).toContain('The code that it replaced is saved in\n')
  await inTurn('reset 2 --undo')
  expect(readFileSync(exercise, 'utf8')).toBe('second')
})
