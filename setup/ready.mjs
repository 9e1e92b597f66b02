import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bring, executableOf } from './bring.mjs'
import { environmentFor } from './environment.mjs'
import { Fault } from './fault.mjs'
import { withLock } from './lock.mjs'
import { cannotWrite, failedStep, noBuild } from './messages.mjs'
import { findNpm } from './npm.mjs'
import { buildsFor, oldestNode, oldestPnpm, thisMachine } from './platform.mjs'
import { findPnpm, pnpmInstall, pnpmSettings } from './pnpm.mjs'
import { runQuietly } from './run-quietly.mjs'
import { isInstalled, markInstalled, markUnfinished, stampFor } from './stamp.mjs'
import { majorOf } from './version.mjs'

/**
 * What runs the programs of the house.
 *
 * @typedef {{ node: string, pnpm?: string }} Tools
 */

/**
 * What set-up works with; everything but the root can be replaced in a test.
 *
 * @typedef {object} SetUp
 * @property {string} root
 * @property {AbortSignal} signal
 * @property {boolean} [mayChangeLock] - Install also what the manifests ask for and the lock file
 *   does not yet name.
 * @property {NodeJS.ProcessEnv} [env]
 * @property {import('./platform.mjs').Machine} [machine]
 * @property {ReturnType<typeof buildsFor>} [builds] - What may be brought to it.
 * @property {{ path: string, version: string }} [running] - The Node that runs set-up.
 * @property {import('./programs.mjs').Command} [npm]
 * @property {(text: string) => void} [say]
 */

/**
 * Brings what is missing, so that the programs of the house can run. Where nothing is missing it only
 * reads. Several at once in one folder wait for each other.
 *
 * @param {SetUp} options
 * @returns {Promise<Tools>}
 * @throws {Fault} with what to do.
 */
export async function makeReady(options) {
  const house = houseOf(options)
  const { ready, tools } = look(house)
  if (ready && tools && !house.mayChangeLock) return tools
  const startMs = Date.now()
  try {
    mkdirSync(house.toolchain, { recursive: true })
    return await withLock(join(house.toolchain, 'lock'), () => setUp(house, startMs), house)
  } catch (error) {
    throw isFromSystem(error) ? cannotWrite(house.root, error) : error
  }
}

/** @param {SetUp} options */
function houseOf({ root, signal, mayChangeLock = false, ...options }) {
  const env = options.env ?? process.env
  const machine = options.machine ?? thisMachine()
  const toolchain = join(root, '.toolchain')
  return {
    root,
    toolchain,
    log: join(toolchain, 'setup.log'),
    signal,
    mayChangeLock,
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
 * @returns {{ ready: boolean, tools?: Tools }} The tools are missing where Node is.
 */
function look(house) {
  const runs = (majorOf(house.running.version) ?? 0) >= oldestNode
  const node = runs ? house.running.path : broughtFile(house, 'node')
  if (node === undefined) return { ready: false }
  const pnpm = broughtFile(house, 'pnpm')
  const tools = { node, ...(pnpm !== undefined && { pnpm }) }
  return { ready: isInstalled(house.root, stampOf(house)), tools }
}

/**
 * @param {House} house
 * @param {number} startMs
 */
async function setUp(house, startMs) {
  writeFileSync(house.log, `${new Date().toISOString()} Node ${house.running.version}\n`)
  const tools = await bringTools(house)
  // Another set-up may have done this while we waited for our turn.
  if (house.mayChangeLock || !look(house).ready) await install(house, tools)
  house.say(`Ready after ${((Date.now() - startMs) / 1000).toFixed(1)} s.\n`)
  return tools
}

/**
 * @param {House} house
 * @returns {Promise<Required<Tools>>}
 */
async function bringTools(house) {
  const { tools } = look(house)
  const ownPnpm = tools?.pnpm ?? (await recentPnpm(house))
  const wanted = [
    ...(tools ? [] : [build(house, 'Node')]),
    ...(ownPnpm ? [] : [build(house, 'pnpm')]),
  ]
  await bring(wanted, house, quiet(house, house.env))
  const node = look(house).tools?.node
  const pnpm = ownPnpm ?? broughtFile(house, 'pnpm')
  if (node === undefined || pnpm === undefined)
    throw new Fault('Cannot set up: what was brought is gone.')
  return { node, pnpm }
}

/**
 * @param {House} house
 * @param {Required<Tools>} tools
 */
async function install(house, tools) {
  const { root, mayChangeLock } = house
  house.say("Installing the course's dependencies…")
  markUnfinished(root)
  const env = environmentFor(pnpmSettings(house.env), tools)
  const installed = await runQuietly(pnpmInstall(tools.pnpm, { mayChangeLock }), quiet(house, env))
  if (!installed.ok) {
    throw failedStep('install the dependencies', installed.output, { tool: 'pnpm', log: house.log })
  }
  markInstalled(root, stampOf(house))
}

/** @param {House} house */
async function recentPnpm(house) {
  const found = findPnpm(house.env)
  if (found === undefined) return undefined
  const command = { file: found, args: ['--version'] }
  const { ok, output } = await runQuietly(command, quiet(house, house.env))
  return ok && (majorOf(output) ?? 0) >= oldestPnpm ? found : undefined
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
 * @param {House} house
 * @param {'node' | 'pnpm'} tool
 */
function broughtFile({ builds, toolchain }, tool) {
  const file = builds[tool] && executableOf(toolchain, builds[tool])
  return file !== undefined && existsSync(file) ? file : undefined
}

/** @param {House} house */
function stampOf({ root, running, builds, machine }) {
  const own = majorOf(running.version) ?? 0
  const major = own >= oldestNode ? own : majorOf(builds.node?.version ?? '')
  return stampFor(root, `Node ${major} on ${machine.platform}-${machine.arch}`)
}

/**
 * @param {House} house
 * @param {NodeJS.ProcessEnv} env
 */
function quiet({ root, log, signal, say }, env) {
  return { cwd: root, env, log, signal, say }
}

/**
 * @param {unknown} error
 * @returns {error is NodeJS.ErrnoException}
 */
function isFromSystem(error) {
  return error instanceof Error && 'syscall' in error
}
