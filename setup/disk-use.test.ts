import { linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { diskMeter } from './disk-use.mjs'

const megabyte = 1_000_000

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'overlap-size-'))
  mkdirSync(join(folder, 'one', 'deep'), { recursive: true })
  mkdirSync(join(folder, 'other'))
  writeFileSync(join(folder, 'one', 'deep', 'file'), Buffer.alloc(megabyte, 'x'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('counts a file that has two names once', () => {
  linkSync(join(folder, 'one', 'deep', 'file'), join(folder, 'other', 'file'))
  const measure = diskMeter()
  expect(measure(join(folder, 'one'))).toBeGreaterThanOrEqual(megabyte)
  expect(measure(join(folder, 'other'))).toBe(0)
})

test('counts two files of the same content twice', () => {
  writeFileSync(join(folder, 'other', 'file'), Buffer.alloc(megabyte, 'x'))
  expect(diskMeter()(folder)).toBeGreaterThanOrEqual(2 * megabyte)
})

test('follows no links', () => {
  symlinkSync(join(folder, 'one'), join(folder, 'other', 'link'), 'junction')
  expect(diskMeter()(join(folder, 'other'))).toBeLessThan(megabyte)
})

test('counts nothing for a folder that is not there', () => {
  expect(diskMeter()(join(folder, 'none'))).toBe(0)
})
