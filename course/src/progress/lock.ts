import { mkdirSync, openSync, closeSync, renameSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { CourseError, hasCode } from '../errors.ts'

const staleMs = 10_000
const patienceMs = 15_000

/**
 * Does `work` while no other process does: a lock file that only one can create.
 *
 * A lock older than 10 s belongs to a process that died, and is taken away.
 *
 * @throws {CourseError} when the lock cannot be had within 15 s.
 */
export async function withLock<T>(file: string, work: () => T): Promise<T> {
  mkdirSync(path.dirname(file), { recursive: true })
  const until = Date.now() + patienceMs
  while (!tryLock(file)) {
    if (Date.now() > until) {
      throw new CourseError(
        `Cannot write the progress: ${file} is held by another process. ` +
          'If no course is running, delete that file.',
      )
    }
    removeStale(file)
    await sleep(5 + Math.random() * 20)
  }
  try {
    return work()
  } finally {
    rmSync(file, { force: true })
  }
}

function tryLock(file: string): boolean {
  try {
    closeSync(openSync(file, 'wx'))
    return true
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false
    throw error
  }
}

function removeStale(file: string): void {
  try {
    if (Date.now() - statSync(file).mtimeMs < staleMs) return
    // Renamed first: of several that found it stale, one alone can move it away.
    const aside = `${file}.${process.pid}`
    renameSync(file, aside)
    rmSync(aside, { force: true })
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error
  }
}
