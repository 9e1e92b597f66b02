import { causeOf, lastWord } from './install-failure.mjs'
import { SetupError } from './setup-error.mjs'
import { oldestNpm } from './npm.mjs'
import { platformName } from './platform.mjs'
import { oldestNode, oldestPnpm } from './requirements.mjs'

const again = 'then type the same again.'

/** @type {Readonly<Record<import('./install-failure.mjs').Cause, [what: string, toDo: string]>>} */
const causes = {
  'disk-full': ['the disk is full.', `Overlap needs about 500 MB. Free some space, ${again}`],
  'not-writable': [
    'a file or folder cannot be written.',
    `Change its permissions, or clone Overlap into a folder that you can write to, ${again}`,
  ],
  'outdated-lock': [
    'pnpm-lock.yaml is missing, or does not match a package.json.',
    'If you changed a package.json, type npm run setup. If you did not, type git checkout pnpm-lock.yaml or git pull.',
  ],
  certificate: [
    "the registry's certificate is not trusted here.",
    `Tell npm about your network's certificates (npm config set cafile FILE), ${again}`,
  ],
  'no-permission': [
    'the npm registry, or a proxy in front of it, denied access.',
    `Log in (npm login), or set another registry (npm config set registry ADDRESS), ${again}`,
  ],
  'not-published': [
    'your npm registry does not have a package that set-up needs.',
    `Set a registry that has it (npm config set registry ADDRESS), ${again}`,
  ],
  'no-network': [
    'the npm registry did not answer.',
    `Set-up needs the internet once. Connect (behind a proxy: npm config set proxy ADDRESS), ${again}`,
  ],
  unknown: ['it failed.', `Read the log, fix the problem that it names, ${again}`],
}

/**
 * @param {string} what - What failed, such as `download Node 26`.
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
    `Cannot download ${brought}: npm was not found on PATH.\n` +
      `Install npm ${oldestNpm} or newer, which comes with Node (https://nodejs.org), ${again}`,
  )
}

/**
 * @param {string} brought
 * @param {string} version
 */
export function oldNpm(brought, version) {
  return new SetupError(
    `Cannot download ${brought}: this is npm ${version}, expected ${oldestNpm} or newer.\n` +
      `Update it (npm install --global npm), ${again}`,
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
      ? `Cannot download a newer Node: this is Node ${nodeVersion}, expected ${oldestNode} or newer, and ` +
          `the npm registry has no Node for ${here}.\n` +
          `Install Node ${oldestNode} or newer (https://nodejs.org/en/download), ${again}`
      : `Cannot download pnpm ${oldestPnpm}: the npm registry has no pnpm for ${here}.\n` +
          `Install pnpm ${oldestPnpm} or newer (https://pnpm.io/installation), ${again}`,
  )
}

/** @param {number | undefined} pid */
export function waiting(pid) {
  return `Another set-up is running in this folder (process ${pid ?? '?'}). Waiting for it...`
}

/** @param {string} toolchain */
export function linkedToolchain(toolchain) {
  return new SetupError(
    `Cannot set up: ${toolchain} is a link, but it should be a folder, or not exist.\n` +
      `Overlap runs programs from there, so it must be inside this folder. Remove the link, ${again}`,
  )
}

/** @param {import('./builds.mjs').Build} build @param {string} came */
export function wrongHash({ name, version, integrity }, came) {
  return new SetupError(
    `Cannot use ${name} ${version}: its hash is wrong. Set-up has deleted it.\n` +
      `Expected ${integrity}\nGot      ${came}\n` +
      'Your npm registry serves a different package under that name. Ask its administrator.',
  )
}

/**
 * @param {import('./builds.mjs').Build} build
 * @param {string} output
 */
export function doesNotRun({ name, version }, output) {
  return new SetupError(
    `Cannot use ${name} ${version}: it was downloaded, but does not run on this machine.\n` +
      `It printed: ${lastWord(output)}\n` +
      `Install Node ${oldestNode} or newer and pnpm ${oldestPnpm} or newer yourself, ${again}`,
  )
}
