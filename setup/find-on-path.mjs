import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {string} name - The name of a file.
 * @returns {string[]} Every file with this name in the folders of PATH, in their order.
 */
export function findOnPath(env, name) {
  const folders = (env['PATH'] ?? env['Path'] ?? '').split(delimiter)
  return folders
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, name))
    .filter(existsSync)
}
