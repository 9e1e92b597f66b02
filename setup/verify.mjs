import { createHash } from 'node:crypto'
import { lstatSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

/**
 * Notes what a file is, beside it, so that {@link isUnchanged} can tell later whether it still is.
 *
 * @param {string} file
 */
export function noteContent(file) {
  writeFileSync(noteOf(file), JSON.stringify(contentOf(file)))
}

/**
 * Whether a file is still what it was when its content was noted. Cheap as long as its size and time
 * are the same: one stat and one small read. Otherwise the whole file is read and compared by hash.
 *
 * @param {string} file
 * @param {string} folder - The file has to be in it without any link on the way.
 * @returns {boolean} `false` also for a file that is missing, or that nothing was noted for.
 */
export function isUnchanged(file, folder) {
  try {
    if (realpathSync(file) !== join(realpathSync(folder), relative(folder, file))) return false
    const noted = JSON.parse(readFileSync(noteOf(file), 'utf8'))
    const { size, mtimeMs } = lstatSync(file)
    if (size === noted.size && mtimeMs === noted.mtimeMs) return true
    if (contentOf(file).sha256 !== noted.sha256) return false
  } catch {
    return false
  }
  try {
    noteContent(file)
  } catch {
    // In a folder that cannot be written the file is hashed at every start.
  }
  return true
}

/** @param {string} file */
function contentOf(file) {
  const { size, mtimeMs } = lstatSync(file)
  return { size, mtimeMs, sha256: createHash('sha256').update(readFileSync(file)).digest('base64') }
}

/** @param {string} file */
function noteOf(file) {
  return join(dirname(file), 'verified.json')
}
