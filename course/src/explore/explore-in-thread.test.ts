import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { exploreInProcess } from './explore-in-process.ts'
import { exploreInThread } from './explore-in-thread.ts'

const home = mkdtempSync(path.join(tmpdir(), 'overlap-explore-'))
afterAll(() => rmSync(home, { recursive: true, force: true, maxRetries: 3 }))

function fileWith(name: string, work: string, top = ''): string {
  const file = path.join(home, `${name}.mjs`)
  const property = 'export const property = () => {}'
  writeFileSync(file, `export const network = {}\n${property}\nexport const work = ${work}\n${top}`)
  return file
}

test.each([
  ['a loop in the work', 'in one of the orders', () => fileWith('work', '() => { for (;;); }')],
  [
    'a loop over settled promises',
    'in one of the orders',
    () => fileWith('micro', 'async () => { for (;;) await null }'),
  ],
  ['a loop at the top', 'while it was loading', () => fileWith('top', '() => {}', 'for (;;);')],
])('ends %s', async (_, where, makeFile) => {
  const exploring = exploreInThread({ file: makeFile() }, { limitMs: 300 })
  await expect(exploring).rejects.toThrow(
    `Your code never gives the thread back: ${where}, nothing else could run for 0.3 s.`,
  )
})

test('ends code that uses up the memory', async () => {
  const work = '() => { const all = []; for (;;) all.push(new Array(1e6).fill({})) }'
  // In a process of its own, because a large step ends the whole process.
  const exploring = exploreInProcess({ file: fileWith('memory', work) }, { memoryMb: 64 })
  await expect(exploring).rejects.toThrow('Your code used up the memory.')
})
