import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { environmentFor } from './environment.mjs'
import { causeOf } from './install-failure.mjs'
import { failedStep } from './messages.mjs'
import { pnpmInstall, pnpmSettings } from './pnpm.mjs'
import { runQuietly } from './run-quietly.mjs'
import { installedPackages, isInstalled, markInstalled, markUnfinished } from './stamp.mjs'
import { workspaceFolders } from './workspace.mjs'

const sentences = {
  lessons: 'Installing the packages of the lessons (about 10 s)...',
  everything: 'Installing the tools behind npm test, docs and bench (about 10 s)...',
}

/**
 * Installs the packages with pnpm. It removes no packages: tools that are already installed stay, even if
 * the program needs only the lessons' packages.
 *
 * @param {object} options
 * @param {string} options.root
 * @param {() => string} options.stamp - Computes the stamp for the current lock file.
 * @param {import('./programs.mjs').Packages} options.needs
 * @param {boolean} options.repair - Install every file again, and let the lock file follow the
 *   manifests.
 * @param {{ node: string, pnpm: string }} tools
 * @param {import('./run-quietly.mjs').Quiet} quiet
 * @throws {import('./setup-error.mjs').SetupError}
 */
export async function install({ root, stamp, needs, repair }, tools, quiet) {
  const packages = installedPackages(root) === 'everything' ? 'everything' : needs
  const env = environmentFor(pnpmSettings(quiet.env), tools)
  quiet.say(sentences[packages])
  if (repair) removePackages(root)
  await installOnce()
  if (isInstalled(root, stamp(), packages)) return
  // pnpm restores a package whose folder is missing, but not a single missing file.
  quiet.say('A package is damaged. Installing all packages again...')
  removePackages(root)
  await installOnce()

  async function installOnce() {
    markUnfinished(root)
    let { ok, output } = await runPnpm({ mayChangeLock: false })
    if (!ok && repair && causeOf(output) === 'outdated-lock') {
      ;({ ok, output } = await runPnpm({ mayChangeLock: true }))
    }
    if (!ok) throw failedStep('install the packages', output, { tool: 'pnpm', log: quiet.log })
    markInstalled(root, stamp())
  }

  /** @param {{ mayChangeLock: boolean }} options */
  function runPnpm({ mayChangeLock }) {
    return runQuietly(pnpmInstall(tools.pnpm, { packages, mayChangeLock }), { ...quiet, env })
  }
}

/** @param {string} root */
function removePackages(root) {
  for (const folder of workspaceFolders(root)) {
    rmSync(join(root, folder, 'node_modules'), { recursive: true, force: true, maxRetries: 3 })
  }
}
