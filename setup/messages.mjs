import { causeOf, lastWord } from './install-failure.mjs'
import { SetupError } from './setup-error.mjs'
import { oldestNpm } from './npm.mjs'
import { platformName } from './platform.mjs'
import { oldestNode, oldestPnpm } from './requirements.mjs'

const again = 'then type the same again.'

/** @type {Readonly<Record<import('./install-failure.mjs').Cause, [what: string, toDo: string]>>} */
const causes = {
  'disk-full': ['the disk is full.', `Overlap needs about 500 MB. Make room, ${again}`],
  'not-writable': [
    'a file or folder cannot be written.',
    `Make it yours to write, or clone Overlap into a folder that is, ${again}`,
  ],
  'outdated-lock': [
    'pnpm-lock.yaml is missing, or a package.json says something else.',
    'If you changed a package.json, type npm run setup. If you did not, type git checkout pnpm-lock.yaml or git pull.',
  ],
  certificate: [
    "the registry's certificate is not trusted here.",
    `Tell npm about your network's certificates (npm config set cafile FILE), ${again}`,
  ],
  'no-permission': [
    'the npm registry, or a proxy before it, refused.',
    `Log in to it (npm login), or set another (npm config set registry ADDRESS), ${again}`,
  ],
  'not-published': [
    'your npm registry does not have a package that is needed.',
    `Set one that has it (npm config set registry ADDRESS), ${again}`,
  ],
  'no-network': [
    'the npm registry did not answer.',
    `Set-up needs the network, once. Connect (npm config set proxy ADDRESS, if you use one), ${again}`,
  ],
  unknown: ['it failed.', `The log says more. Repair what it names, ${again}`],
}

/**
 * @param {string} what - What could not be done, such as `bring Node 26`.
 * @param {string} output - What npm or pnpm printed.
 * @param {{ tool: string, log: string }} where
 * @returns {SetupError}
 */
export function failedStep(what, output, { tool, log }) {
  const [why, toDo] = causes[causeOf(output)]
  return new SetupError(
    `Cannot ${what}: ${why}\n${tool} said: ${lastWord(output)}\n${toDo}\n(Log: ${log})`,
  )
}

/** @param {string} brought */
export function noNpm(brought) {
  return new SetupError(
    `Cannot bring ${brought}: expected npm on PATH, there is none.\n` +
      `Install npm ${oldestNpm} or newer, it comes with Node (https://nodejs.org), ${again}`,
  )
}

/**
 * @param {string} brought
 * @param {string} version
 */
export function oldNpm(brought, version) {
  return new SetupError(
    `Cannot bring ${brought}: this is npm ${version}, expected ${oldestNpm} or newer.\n` +
      `Bring it up to date (npm install --global npm), ${again}`,
  )
}

/**
 * @param {'Node' | 'pnpm'} tool
 * @param {import('./platform.mjs').Machine} machine
 * @param {string} nodeVersion - Of the Node that runs set-up.
 */
export function noBuild(tool, machine, nodeVersion) {
  const here = platformName(machine) + (machine.glibc ? ` with glibc ${machine.glibc}` : '')
  return new SetupError(
    tool === 'Node'
      ? `Cannot bring a newer Node: this is Node ${nodeVersion}, expected ${oldestNode} or newer, and ` +
          `the npm registry has none for ${here}.\n` +
          `Install Node ${oldestNode} or newer (https://nodejs.org/en/download), ${again}`
      : `Cannot bring pnpm ${oldestPnpm}: the npm registry has none for ${here}.\n` +
          `Install pnpm ${oldestPnpm} or newer (https://pnpm.io/installation), ${again}`,
  )
}

/** @param {number | undefined} pid */
export function waiting(pid) {
  return `Another set-up is at work in this folder (process ${pid ?? '?'}): waiting for it…`
}

/** @param {string} toolchain */
export function linkedToolchain(toolchain) {
  return new SetupError(
    `Cannot set up: ${toolchain} is a link, expected a folder of its own or nothing.\n` +
      `Programs are run from there, so it has to be inside this folder. Remove the link, ${again}`,
  )
}

/** @param {import('./builds.mjs').Build} build @param {string} came */
export function wrongHash({ name, version, integrity }, came) {
  return new SetupError(
    `Cannot use ${name} ${version}: it is not the package that set-up knows, and was deleted.\n` +
      `Expected ${integrity}\nCame     ${came}\n` +
      'Your npm registry hands out something else under that name: ask whoever keeps it.',
  )
}

/**
 * @param {import('./builds.mjs').Build} build
 * @param {string} output
 */
export function doesNotRun({ name, version }, output) {
  return new SetupError(
    `Cannot use ${name} ${version}: it was brought, but does not run on this machine.\n` +
      `It said: ${lastWord(output)}\n` +
      `Install Node ${oldestNode} or newer and pnpm ${oldestPnpm} or newer yourself, ${again}`,
  )
}
