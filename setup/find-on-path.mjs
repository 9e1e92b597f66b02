import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {string} name - Of a file.
 * @returns {string[]} Each such file in the folders of PATH, first one first.
 */
export function findOnPath(env, name) {
  const folders = (env['PATH'] ?? env['Path'] ?? '').split(delimiter)
  return folders
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, name))
    .filter(existsSync)
}
