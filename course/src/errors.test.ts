import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { explainError } from '@overlap/setup/explain-error'
import { expect, onTestFinished, test } from 'vitest'
import { writeAtomically } from './files.ts'

function makeFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'overlap-errors-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

function thrownBy(work: () => unknown): unknown {
  try {
    return work()
  } catch (error) {
    return error
  }
}

test('says what the file system refused, why, and what to do', async () => {
  const folder = makeFolder()
  expect(explainError(thrownBy(() => readFileSync(folder)))).toMatch(
    /^Cannot read: it should be a file, but it is a folder\. .* \(EISDIR\)\.$/,
  )
  const file = path.join(folder, 'file')
  writeFileSync(file, '')
  expect(explainError(thrownBy(() => writeAtomically(path.join(file, 'a.json'), '')))).toMatch(
    /^Cannot make the folder .*file: .* Move /,
  )
  const notInstalled: string = 'not-installed'
  const missing: unknown = await import(notInstalled).catch((error: unknown) => error)
  expect(explainError(missing)).toMatch(/^Cannot load not-installed: .* npm run setup$/)
})

test.each([
  ['EACCES', 'open', '/x/a', /^Cannot open \/x\/a: you have no permission\. .* \(EACCES\)\.$/],
  ['EROFS', 'mkdir', '/x', /^Cannot make the folder \/x: the disk is read-only\./],
  ['ENOSPC', 'write', undefined, /^Cannot write: the disk is full\. Free some space/],
])('has a sentence for %s', (code, syscall, file, sentence) => {
  const error = Object.assign(new Error(`${code}: raw`), { code, syscall, path: file })
  expect(explainError(error)).toMatch(sentence)
})

test('leaves defects of the course alone', () => {
  expect(explainError(new TypeError('x is not a function'))).toBeUndefined()
  expect(explainError('text')).toBeUndefined()
})
