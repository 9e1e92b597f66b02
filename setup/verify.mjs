import { createHash } from 'node:crypto'
import { lstatSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

/**
 * Writes a file's size, time and hash beside it, so that {@link isUnchanged} can compare them later.
 *
 * @param {string} file
 */
export function noteContent(file) {
  writeFileSync(noteOf(file), JSON.stringify(contentOf(file)))
}

/**
 * Whether a file has the same content as when it was noted. This is cheap if its size and time are the
 * same: one stat and one small read. Otherwise it reads the whole file and compares the hash.
 *
 * @param {string} file
 * @param {string} folder - The file has to be in this folder, and no part of the path may be a link.
 * @returns {boolean} `false` also if the file is missing, or was never noted.
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
    // If the folder cannot be written, the file is hashed at every start.
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
