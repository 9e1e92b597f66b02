import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { workspaceFolders } from './workspace.mjs'

// It stands among what it vouches for: whoever deletes node_modules deletes it, too.
const place = ['node_modules', '.overlap-setup']

/**
 * What the dependencies were, or would be, installed for.
 *
 * @param {string} root
 * @param {string} runtime - Node's major number and the platform: some packages hold binaries.
 * @returns {string} Another one whenever the lock file, the workspace or a manifest changes.
 */
export function stampFor(root, runtime) {
  const manifests = workspaceFolders(root).map((folder) => join(folder, 'package.json'))
  const hash = createHash('sha256').update(runtime)
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', ...manifests]) {
    const path = join(root, file)
    hash.update(`\n${file}\n`).update(existsSync(path) ? readFileSync(path) : 'none')
  }
  return hash.digest('hex')
}

/**
 * @param {string} root
 * @param {string} stamp
 * @returns {boolean} Whether an installation for that stamp came to its end, and is still there.
 */
export function isInstalled(root, stamp) {
  const path = join(root, ...place)
  if (!existsSync(path) || readFileSync(path, 'utf8') !== stamp) return false
  return workspaceFolders(root).every((folder) => hasModules(join(root, folder)))
}

/** @param {string} folder */
function hasModules(folder) {
  const { dependencies, devDependencies } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  )
  const isWithoutAny = Object.keys({ ...dependencies, ...devDependencies }).length === 0
  return isWithoutAny || existsSync(join(folder, 'node_modules'))
}

/**
 * @param {string} root
 * @param {string} stamp
 */
export function markInstalled(root, stamp) {
  writeFileSync(join(root, ...place), stamp)
}

/**
 * To be called before node_modules is touched: an installation that is interrupted leaves no mark.
 *
 * @param {string} root
 */
export function markUnfinished(root) {
  rmSync(join(root, ...place), { force: true })
}
