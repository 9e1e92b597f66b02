import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { withLock } from '@overlap/setup/lock'
import { CourseError } from '../errors.ts'
import { shown } from '../house.ts'

const timeoutMs = 15_000

/**
 * Runs `work` while this process holds a lock, so that no other process runs under the same lock.
 *
 * @param lock The path of the lock's folder.
 * @throws {CourseError} if another process holds the lock for 15 s.
 */
export async function alone<T>(lock: string, work: () => T): Promise<T> {
  mkdirSync(path.dirname(lock), { recursive: true })
  const signal = AbortSignal.timeout(timeoutMs)
  try {
    return await withLock(lock, work, { signal, pollMs: 20 })
  } catch (error) {
    if (error !== signal.reason) throw error
    throw new CourseError(
      `Cannot save your progress: another process has held ${shown(lock)} for 15 s. ` +
        'If no other course is running, delete that folder.',
      1,
      { cause: error },
    )
  }
}
