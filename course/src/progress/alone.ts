import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { withLock } from '@overlap/setup/lock'
import { CourseError } from '../errors.ts'
import { shown } from '../house.ts'

const patienceMs = 15_000

/**
 * Does `work` while no other process works under the same lock.
 *
 * @throws {CourseError} if another process keeps the lock for 15 s.
 */
export async function alone<T>(lock: string, work: () => T): Promise<T> {
  mkdirSync(path.dirname(lock), { recursive: true })
  const signal = AbortSignal.timeout(patienceMs)
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
