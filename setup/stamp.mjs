import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { workspaceFolders } from './workspace.mjs'

/** @typedef {import('./programs.mjs').Packages} Packages */

// The stamp is inside the folder that it describes: deleting node_modules deletes it, too.
const stampPlace = ['node_modules', '.overlap-setup']
/** pnpm's own record of what it installed. */
const recordPlace = ['node_modules', '.modules.yaml']

/**
 * A fingerprint of everything that decides which packages are installed.
 *
 * @param {string} root
 * @param {string} platform - Some packages hold binaries.
 * @returns {string} It changes whenever the lock file, the workspace or a manifest changes.
 */
export function stampFor(root, platform) {
  const manifests = workspaceFolders(root).map((folder) => join(folder, 'package.json'))
  const hash = createHash('sha256').update(platform)
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', ...manifests]) {
    const path = join(root, file)
    hash.update(`\n${file}\n`).update(existsSync(path) ? readFileSync(path) : 'none')
  }
  return hash.digest('hex')
}

/**
 * Whether an installation with this stamp was completed, and every package that a manifest names is still
 * there. Looks for one file of each package.
 *
 * @param {string} root
 * @param {string} stamp
 * @param {Packages} needed
 */
export function isInstalled(root, stamp, needed) {
  if (stampIn(root) !== stamp) return false
  if (needed === 'everything' && installedPackages(root) !== 'everything') return false
  return missingPackages(root, needed).length === 0
}

/**
 * @param {string} root
 * @returns {Packages | undefined} `undefined` if nothing is installed.
 */
export function installedPackages(root) {
  const record = join(root, ...recordPlace)
  if (!existsSync(record)) return undefined
  const hasAll = /"?devDependencies"?: true/u.test(readFileSync(record, 'utf8'))
  return hasAll ? 'everything' : 'lessons'
}

/**
 * @param {string} root
 * @param {Packages} needed
 * @returns {string[]} The folder of each missing package that a manifest names.
 */
function missingPackages(root, needed) {
  return workspaceFolders(root).flatMap((folder) => {
    const manifest = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'))
    const names = Object.keys({
      ...manifest.dependencies,
      ...(needed === 'everything' && manifest.devDependencies),
    })
    return names
      .map((name) => join(folder, 'node_modules', name))
      .filter((place) => !existsSync(join(root, place, 'package.json')))
  })
}

/**
 * @param {string} root
 * @param {string} stamp
 */
export function markInstalled(root, stamp) {
  writeFileSync(join(root, ...stampPlace), stamp)
}

/**
 * Removes the stamp. Called before node_modules is touched, so that an interrupted installation has no
 * stamp.
 *
 * @param {string} root
 */
export function markUnfinished(root) {
  rmSync(join(root, ...stampPlace), { recursive: true, force: true })
}

/** @param {string} root */
function stampIn(root) {
  try {
    return readFileSync(join(root, ...stampPlace), 'utf8')
  } catch {
    // There is no stamp, or something else has its name.
    return undefined
  }
}
