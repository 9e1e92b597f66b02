import { lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/**
 * A meter of disk use. It counts a file with several hard links only once, in whatever folders they are.
 *
 * @returns {(folder: string) => number} Bytes that the folder takes up beyond what this meter has
 *   counted before; 0 for a missing folder. Symbolic links are not followed.
 */
export function diskMeter() {
  /** @type {Set<string>} */
  const counted = new Set()
  return measure

  /**
   * @param {string} folder
   * @returns {number}
   */
  function measure(folder) {
    const entries = entriesOf(folder)
    return entries.reduce((sum, entry) => {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) return sum + sizeOf(path) + measure(path)
      return sum + sizeOf(path)
    }, 0)
  }

  /** @param {string} path */
  function sizeOf(path) {
    const stats = lstatSync(path, { bigint: true, throwIfNoEntry: false })
    // Removed a moment ago.
    if (stats === undefined) return 0
    const { dev, ino, nlink, blocks, size } = stats
    if (nlink > 1n) {
      const name = `${dev}:${ino}`
      if (counted.has(name)) return 0
      counted.add(name)
    }
    // Space is allocated in units of 512 bytes, so a file takes more than its length.
    return Number(blocks === undefined ? size : blocks * 512n)
  }
}

/** @param {string} folder */
function entriesOf(folder) {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return []
    throw error
  }
}
