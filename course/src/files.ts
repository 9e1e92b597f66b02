import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { hasCode } from './errors.ts'

/** The text of a file; `undefined` if the file does not exist. */
export function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined
    // For a folder, Node's error does not contain the path.
    if (hasCode(error, 'EISDIR')) throw Object.assign(error, { path: file })
    throw error
  }
}

let written = 0

/** Writes a file so that a reader sees either the old text or the new text, never a part of it. */
export function writeAtomically(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true })
  const draft = `${file}.${process.pid}-${written++}.tmp`
  try {
    // Flushed before the rename: otherwise a power cut can leave an empty file under the real name.
    writeFileSync(draft, text, { flush: true })
    renameSync(draft, file)
  } catch (error) {
    // When the disk is full, Node's error does not contain the path.
    if (hasCode(error, 'ENOSPC')) throw Object.assign(error, { path: file })
    throw error
  } finally {
    rmSync(draft, { force: true })
  }
}
