import { existsSync, lstatSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bring, executableOf } from './bring.mjs'
import { SetupError } from './setup-error.mjs'
import { install } from './install.mjs'
import { withLock } from './lock.mjs'
import { linkedToolchain, noBuild, waiting } from './messages.mjs'
import { findNpm } from './npm.mjs'
import { buildsFor, platformName, thisMachine } from './platform.mjs'
import { findPnpm } from './pnpm.mjs'
import { oldestNode, oldestPnpm } from './requirements.mjs'
import { runQuietly } from './run-quietly.mjs'
import { isInstalled, stampFor } from './stamp.mjs'
import { explainError } from './explain-error.mjs'
import { isUnchanged } from './verify.mjs'
import { isAtLeast } from './compare-versions.mjs'

/**
 * The executables that run the programs of the project.
 *
 * @typedef {{ node: string, pnpm?: string }} Tools
 */

/**
 * The options of set-up. A program passes the required ones, and tests replace the others.
 *
 * @typedef {object} SetUp
 * @property {string} root
 * @property {AbortSignal} signal
 * @property {import('./programs.mjs').Packages} needs
 * @property {boolean} [repair] - Install every file again, and let the lock file follow the manifests.
 * @property {NodeJS.ProcessEnv} [env]
 * @property {import('./platform.mjs').Machine} [machine]
 * @property {ReturnType<typeof buildsFor>} [builds] - The builds that set-up may download.
 * @property {{ path: string, version: string }} [running] - The Node that runs set-up.
 * @property {import('./programs.mjs').Command} [npm]
 * @property {(text: string) => void} [say]
 */

/**
 * Downloads and installs what is missing, so that a program of the project can run. If nothing is missing,
 * it writes nothing. If several processes do this in one folder, they wait for each other.
 *
 * @param {SetUp} options
 * @returns {Promise<Tools>}
 * @throws {SetupError} with what to do.
 */
export async function makeReady(options) {
  const house = houseOf(options)
  const startMs = Date.now()
  try {
    refuseLink(house)
    const { ready, tools } = look(house)
    if (ready && tools && !house.repair) return tools
    mkdirSync(house.toolchain, { recursive: true })
    const lock = join(house.toolchain, 'lock')
    return await withLock(lock, () => setUp(house, startMs), {
      signal: house.signal,
      onWait: (pid) => house.say(waiting(pid)),
    })
  } catch (error) {
    const sentence = explainError(error)
    throw sentence === undefined ? error : new SetupError(sentence)
  }
}

/**
 * Refuses a `.toolchain` that is a link. Set-up runs programs from it, so it must be inside this folder.
 *
 * @param {House} house
 * @throws {SetupError}
 */
function refuseLink({ toolchain }) {
  if (lstatSync(toolchain, { throwIfNoEntry: false })?.isSymbolicLink()) {
    throw linkedToolchain(toolchain)
  }
}

/** @param {SetUp} options */
function houseOf({ root, signal, needs, repair = false, ...options }) {
  const env = options.env ?? process.env
  const machine = options.machine ?? thisMachine()
  const toolchain = join(root, '.toolchain')
  return {
    root,
    toolchain,
    log: join(toolchain, 'setup.log'),
    signal,
    needs,
    repair,
    env,
    machine,
    builds: options.builds ?? buildsFor(machine),
    running: options.running ?? { path: process.execPath, version: process.versions.node },
    npm: options.npm ?? findNpm(env),
    say: options.say ?? ((/** @type {string} */ text) => void process.stderr.write(`${text}\n`)),
  }
}

/** @typedef {ReturnType<typeof houseOf>} House */

/**
 * @param {House} house
 * @returns {{ ready: boolean, tools?: Tools }} Without `tools` if Node is missing.
 */
function look(house) {
  const runs = isAtLeast(house.running.version, oldestNode)
  const node = runs ? house.running.path : broughtFile(house, 'node')
  if (node === undefined) return { ready: false }
  const pnpm = broughtFile(house, 'pnpm')
  const tools = { node, ...(pnpm !== undefined && { pnpm }) }
  return { ready: isInstalled(house.root, stampOf(house), house.needs), tools }
}

/**
 * @param {House} house
 * @param {number} startMs
 */
async function setUp(house, startMs) {
  writeFileSync(house.log, `${new Date().toISOString()} Node ${house.running.version}\n`)
  const tools = await bringTools(house)
  // Another process may have done this while this one waited for its turn.
  if (house.repair || !look(house).ready) {
    await install({ ...house, stamp: () => stampOf(house) }, tools, quiet(house))
  }
  house.say(`Ready after ${((Date.now() - startMs) / 1000).toFixed(1)} s.\n`)
  return tools
}

/**
 * @param {House} house
 * @returns {Promise<Required<Tools>>}
 */
async function bringTools(house) {
  const { tools } = look(house)
  const ownPnpm = broughtFile(house, 'pnpm') ?? (await recentPnpm(house))
  const wanted = [
    ...(tools ? [] : [build(house, 'Node')]),
    ...(ownPnpm ? [] : [build(house, 'pnpm')]),
  ]
  await bring(wanted, house, quiet(house))
  const node = look(house).tools?.node
  const pnpm = ownPnpm ?? broughtFile(house, 'pnpm')
  if (node === undefined || pnpm === undefined) {
    throw new SetupError(
      `Cannot set up: another program changed ${house.toolchain}. Type the same again.`,
    )
  }
  return { node, pnpm }
}

/** @param {House} house */
async function recentPnpm(house) {
  const found = findPnpm(house.env)
  if (found === undefined) return undefined
  const command = { file: found, args: ['--version'] }
  const { ok, output } = await runQuietly(command, quiet(house))
  return ok && isAtLeast(output, oldestPnpm) ? found : undefined
}

/**
 * @param {House} house
 * @param {'Node' | 'pnpm'} tool
 */
function build({ builds, machine, running }, tool) {
  const found = tool === 'Node' ? builds.node : builds.pnpm
  if (!found) throw noBuild(tool, machine, running.version)
  return found
}

/**
 * The downloaded executable; `undefined` if it is missing or has changed since the download.
 *
 * @param {House} house
 * @param {'node' | 'pnpm'} tool
 */
function broughtFile({ builds, toolchain }, tool) {
  const file = builds[tool] && executableOf(toolchain, builds[tool])
  return file !== undefined && existsSync(file) && isUnchanged(file, toolchain) ? file : undefined
}

/** @param {House} house */
function stampOf({ root, machine }) {
  return stampFor(root, platformName(machine))
}

/** @param {House} house */
function quiet({ root, env, log, signal, say }) {
  return { cwd: root, env, log, signal, say }
}
