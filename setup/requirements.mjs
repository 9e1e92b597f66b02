import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const manifest = join(dirname(fileURLToPath(import.meta.url)), '..', 'package.json')
const { engines } = JSON.parse(readFileSync(manifest, 'utf8'))

/** The oldest Node that the course is tested on. It is declared in the root package.json. */
export const oldestNode = atLeast(engines.node)

/** The oldest pnpm that reads this workspace's settings, declared in the same place. */
export const oldestPnpm = atLeast(engines.pnpm)

/** @param {string} range - Such as `>=24.18.0`. */
function atLeast(range) {
  return range.replace('>=', '')
}
