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
/** A waiting process takes the lock of an owner that sent no heartbeat for this long. */
const goneAfterMs = 30_000
/** A waiting process takes a lock without an owner after this long: somebody else made or emptied it. */
const emptyForMs = 1_000

/**
 * @typedef {object} LockOptions
 * @property {AbortSignal} [signal] - Ends the waiting. It does not abort the work.
 * @property {(pid: number | undefined) => void} [onWait] - Called once if another process has the
 *   lock, with its id.
 * @property {number} [pollMs] - How often to check whether the lock is free. Default: 200.
 * @property {(ms: number) => Promise<unknown>} [wait] - How to wait before the next check.
 */

/**
 * Does work under a lock. Other processes that want the same lock wait until the work is over.
 *
 * The lock is a folder with the owner's name in it, so it works on every file system. If the owner
 * dies, a waiting process takes the lock at once. On another machine, which cannot see whether the owner
 * lives, it takes the lock after 30 s. A lock without an owner is taken after 1 s.
 *
 * @template T
 * @param {string} lock - The folder that is the lock. Its parent must exist.
 * @param {() => T | Promise<T>} work
 * @param {LockOptions} [options]
 * @returns {Promise<T>}
 * @throws the signal's reason if it is aborted while waiting, or the error that the work throws.
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
    // Counts our own waits instead of reading the clock, because clocks differ and machines sleep.
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
 * Creates the folder under another name and renames it, so that a lock always has an owner.
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
 * Whether a rename failed because another process was faster. On Windows, a virus scanner that has the
 * folder open is another cause.
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
    // It was released a moment ago, or it is not a lock of ours.
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
 * Takes a lock away from its owner. It moves the lock first, because only one of several processes can
 * succeed at that. If it has moved the lock of a new owner, it puts the lock back.
 *
 * @param {string} lock
 * @param {number | undefined} pid - The owner's process id.
 */
function remove(lock, pid) {
  const aside = `${lock}-of-${pid ?? 'nobody'}-${process.pid}`
  try {
    renameSync(lock, aside)
    if (look(aside).owner?.pid === pid) rmSync(aside, { recursive: true, force: true })
    else renameSync(aside, lock)
  } catch {
    // Another process was first.
  }
}
