import { readFileSync } from 'node:fs'

const everyMs = 1_000
const shells = new Set(['sh', 'dash', 'bash', 'ash', 'busybox', 'ksh', 'zsh'])

/**
 * Watches the process that started this one, and npm or pnpm behind it. A signal that ends them may
 * never arrive here: npm passes it to the shell that it starts scripts in, and not to the script.
 *
 * Costs one check a second, and does not keep this process alive.
 *
 * @param {() => void} onGone - Called once, at most a second after the parent ended for any reason.
 */
export function whenParentIsGone(onGone) {
  const isThere = parentCheck()
  const timer = setInterval(() => {
    if (isThere()) return
    clearInterval(timer)
    onGone()
  }, everyMs)
  timer.unref()
}

/** @returns {() => boolean} Whether the current parent is still alive. */
function parentCheck() {
  const parent = process.ppid
  const launcher = launcherBehind(parent)
  return () => {
    if (process.ppid !== parent) return false
    if (process.platform === 'win32') return isAlive(parent)
    return launcher === undefined || launcherBehind(parent) === launcher
  }
}

/**
 * On Linux, the process that started the shell that started this one. Elsewhere the shell replaces
 * itself by its last command (macOS), or ends together with npm (Windows).
 *
 * @param {number} shell
 */
function launcherBehind(shell) {
  try {
    const stat = readFileSync(`/proc/${shell}/stat`, 'utf8')
    const [, name = '', parent] = /\((.*)\) \S (\d+)/su.exec(stat) ?? []
    return shells.has(name) ? parent : undefined
  } catch {
    return undefined
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
