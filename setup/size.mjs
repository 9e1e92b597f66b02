import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { diskMeter } from './disk-use.mjs'
import { installedPackages } from './stamp.mjs'
import { workspaceFolders } from './workspace.mjs'

// `npm run size`: the disk space that set-up takes.

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const measure = diskMeter()

const folders = workspaceFolders(root).map((folder) => join(root, folder, 'node_modules'))
const packages = folders.reduce((sum, folder) => sum + measure(folder), 0)
const toolchain = measure(join(root, '.toolchain'))
const store = storeDir()

line(`node_modules, ${packagesHere()}`, packages)
line('.toolchain, Node and pnpm', toolchain)
line('total', packages + toolchain)
if (store !== undefined) {
  line("pnpm's store, without the files shared with them", measure(store))
  console.log(`\nThe store also serves other projects: ${store}`)
}

/** @returns {string} Which packages are installed, in words. */
function packagesHere() {
  const sets = { lessons: 'packages of the lessons', everything: 'all packages' }
  const installed = installedPackages(root)
  return installed === undefined ? 'no packages yet' : sets[installed]
}

/** @returns {string | undefined} The folder where pnpm keeps the packages that it downloaded. */
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
  console.log(`${name.padEnd(48)}${(bytes / 1e6).toFixed(0).padStart(6)} MB`)
}
