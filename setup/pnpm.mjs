import { realpathSync } from 'node:fs'
import { findOnPath } from './find-on-path.mjs'

/**
 * The pnpm on PATH, if it is a program that can be started without a shell. Skips Corepack's stand-in for
 * pnpm, because that would download pnpm.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {string | undefined}
 */
export function findPnpm(env, platform = process.platform) {
  return findOnPath(env, platform === 'win32' ? 'pnpm.exe' : 'pnpm').find(
    (file) => !/[\\/]corepack[\\/]/u.test(realpathSync(file)),
  )
}

/** The settings of npm that pnpm also needs to reach the registry. */
const shared = ['registry', 'proxy', 'https_proxy', 'noproxy', 'cafile', 'strict_ssl']

/**
 * pnpm's settings during set-up. The learner's own settings win over these. pnpm reads npm's settings from
 * `.npmrc`, but not from the environment, which is where the npm that started us put them.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv}
 */
export function pnpmSettings(env) {
  /** @type {NodeJS.ProcessEnv} */
  const settings = {
    // Without a terminal, pnpm cannot ask for confirmation and fails.
    pnpm_config_confirm_modules_purge: 'false',
    pnpm_config_update_notifier: 'false',
    // With pnpm's default timeouts, a learner without a network would wait 70 s for the message.
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
 * @param {import('./programs.mjs').Packages} options.packages - `lessons` leaves out the packages that
 *   manifests list under `devDependencies`.
 * @param {boolean} options.mayChangeLock - Whether pnpm updates the lock file to match the manifests. If
 *   not, pnpm trusts the lock file: it applied its rules when the file was written, and it still checks
 *   the hash of each package. To apply the rules again, it would query the registry for every package.
 * @returns {import('./programs.mjs').Command}
 */
export function pnpmInstall(pnpm, { packages, mayChangeLock }) {
  const lock = mayChangeLock ? ['--no-frozen-lockfile'] : ['--frozen-lockfile', '--trust-lockfile']
  // Always passed, because the learner's settings may choose the opposite. A lock file that is written
  // for the lessons alone would lack the tools.
  const prod = `--prod=${packages === 'lessons' && !mayChangeLock}`
  return { file: pnpm, args: ['install', prod, ...lock, '--reporter=append-only'] }
}
