import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

const beatMs = 5_000
/** A waiter takes the lock of an owner that showed no sign of life for so long. */
const goneAfterMs = 30_000
/** And one without an owner after so long: no course made that, or somebody emptied it. */
const emptyForMs = 1_000

/**
 * @typedef {object} LockOptions
 * @property {AbortSignal} [signal] - Ends the waiting; the work itself does not see it.
 * @property {(pid: number | undefined) => void} [onWait] - Called once if another process has the
 *   lock, with its id.
 * @property {number} [pollMs] - How often to look whether the lock is free. Default: 200.
 * @property {(ms: number) => Promise<unknown>} [wait] - How to wait before looking again.
 */

/**
 * Does work while no other process does work under the same lock; the others wait.
 *
 * The lock is a folder with the owner's name in it, so it works on every file system. If the owner
 * dies, the next one takes the lock at once; on another machine, where nobody can see whether it
 * lives, after 30 s. A lock that names no owner is taken after 1 s.
 *
 * @template T
 * @param {string} lock - The folder that is the lock. Its parent must exist.
 * @param {() => T | Promise<T>} work
 * @param {LockOptions} [options]
 * @returns {Promise<T>}
 * @throws the signal's reason if it is aborted while waiting, and whatever the work throws.
 */
export async function withLock(lock, work, options = {}) {
  await take(lock, options)
  const beating = setInterval(() => {
    const now = new Date()
    try {
      utimesSync(lock, now, now)
    } catch {
      // Another process took the lock while this machine slept.
    }
  }, beatMs)
  try {
    return await work()
  } finally {
    clearInterval(beating)
    remove(lock, process.pid)
  }
}

/**
 * @param {string} lock
 * @param {LockOptions} options
 */
async function take(lock, { signal, onWait, pollMs = 200, wait = pause }) {
  let isTold = false
  let seen = { beat: 0, unchangedMs: 0 }
  while (!make(lock)) {
    const { owner, beat } = look(lock)
    // Measured by our own waiting, not by the clock: clocks differ, and machines sleep.
    const unchangedMs = beat === seen.beat ? seen.unchangedMs + pollMs : 0
    seen = { beat, unchangedMs }
    if (isDead(owner) || unchangedMs > (owner ? goneAfterMs : emptyForMs)) {
      remove(lock, owner?.pid)
      continue
    }
    if (!isTold) onWait?.(owner?.pid)
    isTold = true
    await wait(pollMs)
    signal?.throwIfAborted()
  }
}

let drafts = 0

/**
 * Makes the folder under another name first, so that a lock always has an owner.
 *
 * @param {string} lock
 * @returns {boolean} Whether the lock is ours now.
 */
function make(lock) {
  if (existsSync(lock)) return false
  const draft = `${lock}-by-${process.pid}-${drafts++}`
  mkdirSync(draft)
  try {
    writeFileSync(join(draft, 'owner.json'), JSON.stringify({ pid: process.pid, host: hostname() }))
    renameSync(draft, lock)
    return true
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    if (isTaken(error)) return false
    throw error
  }
}

/**
 * Whether a rename failed since another process was faster; on Windows also because a scanner looks
 * at the folder.
 *
 * @param {unknown} error
 */
function isTaken(error) {
  const { code = '' } = /** @type {NodeJS.ErrnoException} */ (error)
  return ['ENOTEMPTY', 'EEXIST', 'EPERM', 'EACCES', 'EBUSY'].includes(code)
}

/**
 * @typedef {{ pid: number, host: string }} Owner
 * @param {string} lock
 * @returns {{ owner?: Owner, beat: number }}
 */
function look(lock) {
  try {
    const beat = statSync(lock).mtimeMs
    const owner = JSON.parse(readFileSync(join(lock, 'owner.json'), 'utf8'))
    return typeof owner?.pid === 'number' ? { owner, beat } : { beat: 0 }
  } catch {
    // Given back a moment ago, or no lock of ours.
    return { beat: 0 }
  }
}

/** @param {Owner | undefined} owner */
function isDead(owner) {
  if (owner === undefined || owner.host !== hostname()) return false
  try {
    process.kill(owner.pid, 0)
    return false
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'ESRCH'
  }
}

/**
 * Takes a lock away from its owner. It is moved first: of several that try, one succeeds. If it moved
 * the lock of a new owner, it puts that back.
 *
 * @param {string} lock
 * @param {number | undefined} pid - Of the owner.
 */
function remove(lock, pid) {
  const aside = `${lock}-of-${pid ?? 'nobody'}-${process.pid}`
  try {
    renameSync(lock, aside)
    if (look(aside).owner?.pid === pid) rmSync(aside, { recursive: true, force: true })
    else renameSync(aside, lock)
  } catch {
    // Another one was first.
  }
}
