import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The folders of the workspace that have a package.json: the root, each room and each lesson.
 *
 * @param {string} root
 * @returns {string[]} Relative to the root, in order.
 */
export function workspaceFolders(root) {
  const folders = ['.', ...foldersIn(root, '.'), ...foldersIn(root, 'lessons')]
  const packages = folders.filter((folder) => existsSync(join(root, folder, 'package.json')))
  // oxlint-disable-next-line unicorn/no-array-sort -- toSorted came with Node 20.
  return packages.sort((one, other) => (one < other ? -1 : 1))
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
