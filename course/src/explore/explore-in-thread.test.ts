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

test('draws other orders with another seed, and the same ones with the same', async () => {
  const work = `async (api) => {
    const ids = Array.from({ length: 12 }, (_, n) => n + 1)
    const twice = async (id) => { for (let n = 0; n < id; n++) await fetch(api.url('/products/' + id)) }
    await Promise.all(ids.map(twice))
  }`
  const file = fileWith('seeds', work)
  const estimated = async (seed: number): Promise<unknown> => {
    const ended = await exploreInThread({ file, seed, maxOrders: 6 })
    return ended.type === 'explored' && [ended.orders, ended.estimatedOrders]
  }
  const [orders, size] = (await estimated(1)) as [number, number]
  expect(orders).toBe(6)
  expect(size).toBeGreaterThan(1e6)
  expect(await estimated(1)).toEqual([6, size])
  expect(await estimated(2)).not.toEqual([6, size])
})

test('ends code that uses up the memory', async () => {
  const work = '() => { const all = []; for (;;) all.push(new Array(1e6).fill({})) }'
  // In a process of its own, because a large step ends the whole process.
  const exploring = exploreInProcess({ file: fileWith('memory', work) }, { memoryMb: 64 })
  await expect(exploring).rejects.toThrow('Your code used up the memory.')
})
