import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { doesNotRun, failedStep, noNpm, oldNpm, wrongHash } from './messages.mjs'
import { npmInstall, oldestNpm } from './npm.mjs'
import { runQuietly } from './run-quietly.mjs'
import { noteContent } from './verify.mjs'
import { majorOf } from './compare-versions.mjs'

/** @typedef {import('./builds.mjs').Build} Build */

/**
 * The path of a build's executable in the toolchain folder, whether it is there yet or not. Folder
 * names differ between builds, so two machines can share one toolchain folder.
 *
 * @param {string} toolchain
 * @param {Build} build
 */
export function executableOf(toolchain, build) {
  return join(toolchain, folderName(build), build.executable)
}

/** @param {Build} build */
function folderName(build) {
  return `${shortName(build)}-${build.version}`
}

/** @param {Build} build */
function shortName({ name }) {
  return name.replace('@pnpm/exe.', 'pnpm-')
}

/**
 * Downloads executables from the npm registry. Each one is verified and run once before it is moved to
 * its place, so a half-written one never appears there.
 *
 * @param {readonly Build[]} wanted
 * @param {{ toolchain: string, npm: import('./programs.mjs').Command | undefined }} from
 * @param {import('./run-quietly.mjs').Quiet} quiet
 * @throws {import('./setup-error.mjs').SetupError}
 */
export async function bring(wanted, { toolchain, npm }, quiet) {
  if (wanted.length === 0) return
  const names = wanted.map(spoken).join(' and ')
  if (!npm) throw noNpm(names)
  await expectRecentNpm(npm, names, quiet)
  quiet.say(`Downloading ${names} (once, about 10 s)...`)
  discardLeftovers(toolchain)
  const incoming = join(toolchain, `incoming-${process.pid}`)
  try {
    mkdirSync(incoming)
    writeFileSync(join(incoming, 'package.json'), '{ "private": true }')
    const installed = await runQuietly(npmInstall(npm, wanted), {
      ...quiet,
      cwd: incoming,
    })
    if (!installed.ok || !isWhole(incoming, wanted, installed.output)) {
      throw failedStep(`download ${names}`, installed.output, { tool: 'npm', log: quiet.log })
    }
    for (const build of wanted) await accept(build, { toolchain, incoming }, quiet)
  } finally {
    rmSync(incoming, { recursive: true, force: true, maxRetries: 3 })
  }
}

/**
 * @param {Build} build
 * @param {{ toolchain: string, incoming: string }} folders
 * @param {import('./run-quietly.mjs').Quiet} quiet
 */
async function accept(build, { toolchain, incoming }, quiet) {
  const came = integrityOf(incoming, build.name)
  if (came !== build.integrity) throw wrongHash(build, came)
  const home = join(incoming, 'node_modules', build.name)
  // The headers of Node's C++ interface are a third of the package, and we compile nothing.
  for (const part of ['include', 'share'])
    rmSync(join(home, part), { recursive: true, force: true })
  const file = join(home, build.executable)
  chmodSync(file, 0o755)
  const tried = await runQuietly({ file, args: ['--version'] }, quiet)
  if (!tried.ok || !tried.output.includes(build.version)) throw doesNotRun(build, tried.output)
  const place = join(toolchain, folderName(build))
  rmSync(place, { recursive: true, force: true })
  noteContent(file)
  await move(home, place)
  discardOlder(toolchain, build)
}

/**
 * Whether npm wrote every file completely. On a full disk npm warns, leaves files cut short, and still
 * reports success.
 *
 * @param {string} incoming
 * @param {readonly Build[]} wanted
 * @param {string} output
 */
function isWhole(incoming, wanted, output) {
  const files = wanted.map(({ name, executable }) =>
    join(incoming, 'node_modules', name, executable),
  )
  return (
    !output.includes('TAR_ENTRY_ERROR') &&
    [recordIn(incoming), ...files].every((file) => existsSync(file))
  )
}

/**
 * The hash that npm computed of a package that it downloaded.
 *
 * @param {string} incoming
 * @param {string} name
 * @returns {string}
 */
function integrityOf(incoming, name) {
  const { packages } = JSON.parse(readFileSync(recordIn(incoming), 'utf8'))
  return packages[`node_modules/${name}`]?.integrity ?? 'no hash'
}

/** @param {string} incoming */
function recordIn(incoming) {
  return join(incoming, 'node_modules', '.package-lock.json')
}

/**
 * Renames a folder. On Windows it retries, because a virus scanner may hold a new file for a moment.
 *
 * @param {string} from
 * @param {string} to
 */
async function move(from, to, triesLeft = 20) {
  try {
    renameSync(from, to)
  } catch (error) {
    if (triesLeft === 0 || process.platform !== 'win32') throw error
    await pause(250)
    await move(from, to, triesLeft - 1)
  }
}

/**
 * @param {import('./programs.mjs').Command} npm
 * @param {string} names
 * @param {import('./run-quietly.mjs').Quiet} quiet
 */
async function expectRecentNpm({ file, args }, names, quiet) {
  const { ok, output } = await runQuietly({ file, args: [...args, '--version'] }, quiet)
  const major = majorOf(output)
  if (!ok || major === undefined)
    throw failedStep(`download ${names}`, output, { tool: 'npm', log: quiet.log })
  if (major < oldestNpm) throw oldNpm(names, output.trim())
}

/** @param {string} toolchain */
function discardLeftovers(toolchain) {
  for (const name of readdirSync(toolchain)) {
    if (name.startsWith('incoming-'))
      rmSync(join(toolchain, name), { recursive: true, force: true })
  }
}

/**
 * @param {string} toolchain
 * @param {Build} build
 */
function discardOlder(toolchain, build) {
  const prefix = `${shortName(build)}-`
  for (const name of readdirSync(toolchain)) {
    const isOther = name.startsWith(prefix) && name !== folderName(build)
    if (!isOther || !/^\d/u.test(name.slice(prefix.length))) continue
    try {
      rmSync(join(toolchain, name), { recursive: true, force: true })
    } catch {
      // On Windows a running program cannot be deleted. The next set-up that downloads one tries again.
    }
  }
}

/** @param {Build} build */
function spoken({ name, version }) {
  return `${name.startsWith('@pnpm/') ? 'pnpm' : 'Node'} ${majorOf(version)}`
}
