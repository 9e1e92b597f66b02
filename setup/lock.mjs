import {
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
const pollMs = 200
/** An owner whose last sign of life a waiter has seen unchanged for so long is gone. */
const goneAfterMs = 30_000

/**
 * @typedef {object} LockOptions
 * @property {AbortSignal} signal
 * @property {(text: string) => void} say
 * @property {(ms: number) => Promise<unknown>} [wait] - How to wait before looking again.
 */

/**
 * Does work that only one process at a time may do in this folder. Others wait for their turn. The
 * lock is a folder: to make one either succeeds or fails, on any file system.
 *
 * @template T
 * @param {string} lock
 * @param {() => Promise<T>} work
 * @param {LockOptions} options
 * @returns {Promise<T>}
 */
export async function withLock(lock, work, options) {
  await take(lock, options)
  const beating = setInterval(() => {
    const now = new Date()
    try {
      utimesSync(lock, now, now)
    } catch {
      // It was taken from us while we slept; nothing to keep alive.
    }
  }, beatMs)
  try {
    return await work()
  } finally {
    clearInterval(beating)
    rmSync(lock, { recursive: true, force: true })
  }
}

/**
 * @param {string} lock
 * @param {LockOptions} options
 */
async function take(lock, { signal, say, wait = pause }) {
  let told = false
  let seen = { beat: 0, unchangedMs: 0 }
  while (!make(lock)) {
    const { owner, beat } = look(lock)
    // Measured by our own waiting and not by the clock: clocks differ, and machines sleep.
    seen =
      beat === seen.beat
        ? { beat, unchangedMs: seen.unchangedMs + pollMs }
        : { beat, unchangedMs: 0 }
    if (isDead(owner) || seen.unchangedMs > goneAfterMs) {
      clear(lock, owner)
      continue
    }
    if (!told)
      say(
        `Another set-up is at work in this folder (process ${owner?.pid ?? '?'}): waiting for it…`,
      )
    told = true
    await wait(pollMs)
    signal.throwIfAborted()
  }
}

/**
 * @param {string} lock
 * @returns {boolean} Whether the lock is ours now.
 */
function make(lock) {
  try {
    mkdirSync(lock)
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false
    throw error
  }
  writeFileSync(join(lock, 'owner.json'), JSON.stringify({ pid: process.pid, host: hostname() }))
  return true
}

/**
 * @typedef {{ pid: number, host: string }} Owner
 * @param {string} lock
 * @returns {{ owner?: Owner, beat: number }}
 */
function look(lock) {
  try {
    const beat = statSync(lock).mtimeMs
    return { owner: JSON.parse(readFileSync(join(lock, 'owner.json'), 'utf8')), beat }
  } catch {
    // Just made, or just given back.
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
 * Takes a dead owner's lock away. Moving it is what only one of several waiters can do; one that
 * moved the lock of a new owner instead puts it back.
 *
 * @param {string} lock
 * @param {Owner | undefined} owner
 */
function clear(lock, owner) {
  const aside = `${lock}-of-${owner?.pid ?? 'nobody'}-${process.pid}`
  try {
    renameSync(lock, aside)
    if (look(aside).owner?.pid === owner?.pid) rmSync(aside, { recursive: true, force: true })
    else renameSync(aside, lock)
  } catch {
    // Another waiter was first.
  }
}
