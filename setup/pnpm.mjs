import { realpathSync } from 'node:fs'
import { findOnPath } from './find-on-path.mjs'

/**
 * The pnpm on PATH, if it is a program that can be started without a shell. Corepack's stand-in for
 * pnpm is passed over: it would download one.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {string | undefined}
 */
export function findPnpm(env, platform = process.platform) {
  return findOnPath(env, platform === 'win32' ? 'pnpm.exe' : 'pnpm').find(
    (file) => !/[\\/]corepack[\\/]/u.test(realpathSync(file)),
  )
}

/** Settings of npm that a machine without them would need, too, to reach the registry. */
const shared = ['registry', 'proxy', 'https_proxy', 'noproxy', 'cafile', 'strict_ssl']

/**
 * pnpm's settings during set-up, on top of the learner's own: those win. pnpm reads npm's settings
 * from `.npmrc`, but not from npm's environment, which is where the npm that started us put them.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv}
 */
export function pnpmSettings(env) {
  /** @type {NodeJS.ProcessEnv} */
  const settings = {
    // Without a terminal pnpm asks nobody and gives up.
    pnpm_config_confirm_modules_purge: 'false',
    pnpm_config_update_notifier: 'false',
    // pnpm's own waits make a learner without a network wait 70 s to hear of it.
    pnpm_config_fetch_retry_mintimeout: '1000',
    pnpm_config_fetch_retry_maxtimeout: '3000',
  }
  for (const name of shared) {
    const value = env[`npm_config_${name}`]
    if (value) settings[`pnpm_config_${name}`] = value
  }
  return { ...settings, ...env }
}

/**
 * The command that installs the packages.
 *
 * @param {string} pnpm
 * @param {object} options
 * @param {import('./programs.mjs').Packages} options.packages - A learner's are those that no
 *   manifest lists under `devDependencies`.
 * @param {boolean} options.mayChangeLock - Whether the lock file follows the manifests. Where it may
 *   not change, it is trusted: its packages were judged when it was written, and each one is compared
 *   with its hash. Judging them again asks the registry about every package.
 * @returns {import('./programs.mjs').Command}
 */
export function pnpmInstall(pnpm, { packages, mayChangeLock }) {
  const lock = mayChangeLock ? ['--no-frozen-lockfile'] : ['--frozen-lockfile', '--trust-lockfile']
  // Always said: a setting of the learner's may ask for the other one. A lock file that is written for
  // the lessons alone would lack the tools.
  const prod = `--prod=${packages === 'lessons' && !mayChangeLock}`
  return { file: pnpm, args: ['install', prod, ...lock, '--reporter=append-only'] }
}
