import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { importSubject } from './subject.ts'

const home = mkdtempSync(path.join(tmpdir(), 'overlap-subject-'))
afterAll(() => rmSync(home, { recursive: true, force: true, maxRetries: 3 }))
let files = 0

function fileWith(...lines: readonly string[]): string {
  const file = path.join(home, `${files++}.mjs`)
  writeFileSync(file, lines.join('\n'))
  return file
}

const network = 'export const network = {}'
const work = 'export const work = () => 7'
const property = 'export const property = () => {}'

test('takes a module with three exports, or with five', async () => {
  const { clients, claim } = await importSubject(fileWith(network, work, property))
  expect([clients, claim]).toEqual([undefined, undefined])
  const more = "export const clients = 20, claim = 'hold'"
  const all = await importSubject(fileWith(network, work, property, more))
  expect([all.clients, all.claim]).toEqual([20, 'hold'])
})

const wrongOnes: [lines: string[], message: string][] = [
  [[work, property], 'does not export network.'],
  [[], 'does not export network and work and property.'],
  [
    ['export const network = 3', work, property],
    '`network`, which must be an object, but it is 3.',
  ],
  [
    ['export const network = null', work, property],
    '`network`, which must be an object, but it is null.',
  ],
  [
    [network, 'export const work = {}', property],
    '`work`, which must be a function, but it is {}.',
  ],
  [
    [network, work, 'export let property'],
    '`property`, which must be a function, but it is undefined.',
  ],
  ...['0', '21', '1.5', "'3'", 'null', '() => 3'].map((clients): [string[], string] => [
    [network, work, property, `export const clients = ${clients}`],
    '`clients`, which must be a whole number from 1 to 20, but it is ',
  ]),
  [
    [network, work, property, 'export const claim = 5'],
    '`claim`, which must be a text, but it is 5.',
  ],
]

test.each(wrongOnes)('refuses %j', async (lines, message) => {
  await expect(importSubject(fileWith(...lines))).rejects.toThrow(message)
})

test('passes on what the module itself throws', async () => {
  const file = fileWith("throw new RangeError('mine')")
  await expect(importSubject(file)).rejects.toThrow(new RangeError('mine'))
})
