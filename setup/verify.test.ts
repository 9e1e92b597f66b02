import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isUnchanged, noteContent } from './verify.mjs'

let folder = ''
let file = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'overlap-verify-'))
  mkdirSync(join(folder, 'bin'))
  file = join(folder, 'bin', 'program')
  writeFileSync(file, 'a program')
  noteContent(file)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('a file that nobody touched is unchanged', () => {
  expect(isUnchanged(file, folder)).toBe(true)
})

test('a file with another time and the same content is unchanged', () => {
  utimesSync(file, 1, 1)
  expect(isUnchanged(file, folder)).toBe(true)
})

test('a file with other content is changed, of whatever size', () => {
  writeFileSync(file, 'b program')
  utimesSync(file, 1, 1)
  expect(isUnchanged(file, folder)).toBe(false)
  writeFileSync(file, 'a prog')
  expect(isUnchanged(file, folder)).toBe(false)
})

test('a file is changed when it, or a folder above it, became a link', () => {
  const elsewhere = mkdtempSync(join(tmpdir(), 'overlap-verify-'))
  writeFileSync(join(elsewhere, 'program'), 'a program')
  noteContent(join(elsewhere, 'program'))
  rmSync(join(folder, 'bin'), { recursive: true })
  symlinkSync(elsewhere, join(folder, 'bin'), 'junction')
  expect(isUnchanged(file, folder)).toBe(false)
  rmSync(elsewhere, { recursive: true })
})

test.for(['program', 'verified.json'])('a file is changed when %s is missing', (name) => {
  rmSync(join(folder, 'bin', name))
  expect(isUnchanged(file, folder)).toBe(false)
})
