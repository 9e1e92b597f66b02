import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

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
  const hash = createHash('sha256').update(runtime)
  const files = ['pnpm-lock.yaml', 'pnpm-workspace.yaml', ...manifests(root)]
  for (const file of files) {
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
  return (
    existsSync(path) && readFileSync(path, 'utf8') === stamp && manifests(root).every(hasModules)
  )

  /** @param {string} file */
  function hasModules(file) {
    const { dependencies, devDependencies } = JSON.parse(readFileSync(join(root, file), 'utf8'))
    const needsNone = Object.keys({ ...dependencies, ...devDependencies }).length === 0
    return needsNone || existsSync(join(root, file, '..', 'node_modules'))
  }
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

/**
 * The package.json files of the workspace: the root's, each room's and each lesson's.
 *
 * @param {string} root
 */
function manifests(root) {
  const rooms = foldersIn(root, '.')
  const lessons = foldersIn(root, 'lessons')
  const files = [
    'package.json',
    ...[...rooms, ...lessons].map((folder) => `${folder}/package.json`),
  ]
  // oxlint-disable-next-line unicorn/no-array-sort -- toSorted came with Node 20.
  return files.filter((file) => existsSync(join(root, file))).sort()
}

/**
 * @param {string} root
 * @param {string} folder
 */
function foldersIn(root, folder) {
  const path = join(root, folder)
  if (!existsSync(path)) return []
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !/^\.|^node_modules$/u.test(entry.name))
    .map((entry) => (folder === '.' ? entry.name : `${folder}/${entry.name}`))
}
