import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { makeHouse } from '../../test/house.ts'
import { untouchedStars } from './untouched-stars.ts'

const check = `
import { describe, test } from 'vitest'
import { limit, load, loads, type Load } from '#lesson'

const scene = { loads }
const limited = (n: number) => limit(n)

describe('Your task', () => {
  test('loads one', () => load(1))
})

describe('Go further', () => {
  test('aborts', () => load(2))
  test('loads many', () => judge(scene.loads, load))
  test('limits', async () => {
    await limited(2)
  })
})
`
const starter = `
export const load = (id: number) => id
export function loads(ids: number[]): number[] {
  return ids
}
export function limit(n: number) {
  throw new Error('not written')
}
`

function untouchedIn(text: string): string[] {
  const dir = path.join(makeHouse().lessonsDir, '02-double-it')
  mkdirSync(path.join(dir, 'backstage'), { recursive: true })
  writeFileSync(path.join(dir, 'backstage/check.test.ts'), check)
  writeFileSync(path.join(dir, 'starter.ts'), starter)
  return untouchedStars({ dir, file: path.join(dir, 'exercise.ts'), text })
}

test('a star is untouched while the exports that no step of the task uses are the starter’s', () => {
  expect(untouchedIn(starter)).toEqual(['loads many', 'limits'])
  expect(untouchedIn(starter.replaceAll('\n  ', '\n      '))).toEqual(['loads many', 'limits'])
})

test('a star is begun once one of its exports changes', () => {
  expect(untouchedIn(starter.replace('return ids', 'return [...ids]'))).toEqual(['limits'])
  expect(untouchedIn(starter.replace("throw new Error('not written')", 'return n'))).toEqual([
    'loads many',
  ])
  const moved = starter.replace('export function limit', 'function limit')
  expect(untouchedIn(`${moved}export { limit }`)).toEqual(['loads many'])
})

test('every star is begun if the code has a syntax error', () => {
  expect(untouchedIn('export const load = (')).toEqual([])
})
