import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { hasCode } from './errors.ts'

/** The text of a file; `undefined` if there is no such file. */
export function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined
    // Of a folder Node says only when it reads it, and then without its name.
    if (hasCode(error, 'EISDIR')) throw Object.assign(error, { path: file })
    throw error
  }
}

let written = 0

/** Writes a file so that a reader sees the old text or the new one, never half of it. */
export function writeAtomically(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true })
  const draft = `${file}.${process.pid}-${written++}.tmp`
  try {
    // Flushed before the rename: otherwise a power cut can leave an empty file under the real name.
    writeFileSync(draft, text, { flush: true })
    renameSync(draft, file)
  } catch (error) {
    // Of a write that failed, as on a full disk, Node does not say the file.
    if (hasCode(error, 'ENOSPC')) throw Object.assign(error, { path: file })
    throw error
  } finally {
    rmSync(draft, { force: true })
  }
}
