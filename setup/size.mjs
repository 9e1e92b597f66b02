import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { diskMeter } from './disk-use.mjs'
import { workspaceFolders } from './workspace.mjs'

// `npm run size`: what set-up takes up on this disk.

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const measure = diskMeter()

const modules = workspaceFolders(root).map((folder) => join(root, folder, 'node_modules'))
const dependencies = modules.reduce((sum, folder) => sum + measure(folder), 0)
const store = storeDir()
const inStore = store === undefined ? 0 : measure(store)
const toolchain = measure(join(root, '.toolchain'))

line('dependencies: node_modules', dependencies)
line("dependencies: pnpm's store beside it", inStore)
line('brought Node and pnpm: .toolchain', toolchain)
line('in all', dependencies + inStore + toolchain)
console.log(`
A file that node_modules and the store share is counted once, in node_modules. The store
(${store ?? 'none'})
serves every project on this machine; what others put there is counted, too.`)

/** @returns {string | undefined} Where pnpm keeps what it downloaded. */
function storeDir() {
  const record = join(root, 'node_modules', '.modules.yaml')
  const match =
    existsSync(record) && /"?storeDir"?: "?([^"\n]+)/u.exec(readFileSync(record, 'utf8'))
  return match ? match[1] : undefined
}

/**
 * @param {string} name
 * @param {number} bytes
 */
function line(name, bytes) {
  console.log(`${name.padEnd(40)}${(bytes / 1e6).toFixed(0).padStart(6)} MB`)
}
