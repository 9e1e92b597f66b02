import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { House } from '../src/house.ts'

/** What a lesson ships to be explored: clients that each use the learner's `double` once. */
export const exploration = `
import { double } from '#lesson'

export const network = {}
export const clients = 3
export const claim = 'keep every item'

export async function work(api, time, { clients }) {
  const basket = { items: 0 }
  const names = Array.from({ length: clients }, (_, n) => 'tab ' + (n + 1))
  await Promise.all(names.map((name) => double(basket, api.client(name), api.url('/products/1'))))
  return basket.items
}

export function property(run, { clients }) {
  if (run.value === clients) return
  throw new Error('Expected ' + clients + ' items, but the basket has ' + run.value + '.')
}
`

/** An answer that reads, waits, and then writes what it has read. */
export const racy = `
export async function double(basket, call, url) {
  await call(url)
  const seen = basket.items
  await call(url)
  basket.items = seen + 1
}
`

/** An answer that reads and writes without waiting in between. */
export const careful = `
export async function double(basket, call, url) {
  await call(url)
  await call(url)
  basket.items += 1
}
`

/** Writes a lesson's exploration and its starter. */
export function makeExplorable(house: House, starter: string = racy): void {
  const dir = path.join(house.lessonsDir, '02-double-it')
  writeFileSync(path.join(dir, 'backstage/explore.ts'), exploration)
  writeFileSync(path.join(dir, 'starter.ts'), starter)
}

/** Writes a file of the learner's own, with what it exports by default. */
export function writeOwn(house: House, exports: Readonly<Record<string, string>> = {}): string {
  const all = {
    network: 'export const network = {}',
    work: `export async function work(api) {
      let order = ''
      const call = async (id) => {
        await fetch(api.url('/products/' + id))
        order += id
      }
      await Promise.all([1, 2, 3].map(call))
      return order
    }`,
    property: 'export const property = (run) => run.value.length === 3',
    ...exports,
  }
  const file = path.join(house.root, 'own.ts')
  mkdirSync(house.root, { recursive: true })
  writeFileSync(file, Object.values(all).join('\n'))
  return file
}
