import { existsSync, realpathSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { findOnPath } from './find-on-path.mjs'

/** The npm that comes with the oldest Node that can run set-up. */
export const oldestNpm = 8

/**
 * Finds npm as a JavaScript file for this Node. On Windows, this is the only way to start npm without a
 * shell. Takes the npm that started us, or else the npm on PATH.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {import('./programs.mjs').Command | undefined}
 */
export function findNpm(env, { platform = process.platform, node = process.execPath } = {}) {
  const startedBy = env['npm_execpath'] ?? ''
  if (basename(startedBy) === 'npm-cli.js' && existsSync(startedBy)) {
    return { file: node, args: [startedBy] }
  }
  if (platform === 'win32') {
    const script = findOnPath(env, 'npm.cmd')
      .map((found) => join(dirname(found), 'node_modules', 'npm', 'bin', 'npm-cli.js'))
      .find((file) => existsSync(file))
    return script === undefined ? undefined : { file: node, args: [script] }
  }
  const [found] = findOnPath(env, 'npm')
  if (found === undefined) return undefined
  const real = realpathSync(found)
  return real.endsWith('.js') ? { file: node, args: [real] } : { file: found, args: [] }
}

/**
 * The command that installs packages into the current folder, which must have a package.json. It runs no
 * scripts of the packages, and ignores settings of the learner's npm such as `global` or `dry-run`. (With
 * `--prefix`, npm would look for the machine's settings below that folder, and would not find its proxy
 * and certificates.)
 *
 * @param {import('./programs.mjs').Command} npm
 * @param {readonly import('./builds.mjs').Build[]} packages
 * @returns {import('./programs.mjs').Command}
 */
export function npmInstall(npm, packages) {
  const flags = [
    '--ignore-scripts',
    '--no-save',
    '--no-package-lock',
    '--no-bin-links',
    '--install-strategy=hoisted',
    '--no-audit',
    '--no-fund',
    '--no-progress',
    '--no-json',
    '--no-global',
    '--no-dry-run',
    '--no-package-lock-only',
    '--no-workspaces',
    '--loglevel=warn',
    // With npm's default timeouts, a learner without a network would wait 70 s for the message.
    '--fetch-retry-mintimeout=1000',
    '--fetch-retry-maxtimeout=3000',
  ]
  const names = packages.map(({ name, version }) => `${name}@${version}`)
  return { file: npm.file, args: [...npm.args, 'install', ...flags, ...names] }
}
