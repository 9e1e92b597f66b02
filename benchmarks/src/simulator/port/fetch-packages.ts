import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A folder with packages in its `node_modules`. Disposing of it removes the folder. */
export interface PackageFolder extends AsyncDisposable {
  readonly path: string
}

/** Installs the newest of these packages with npm, outside of this project. */
export async function fetchPackages(names: readonly string[]): Promise<PackageFolder> {
  const folder = await mkdtemp(path.join(tmpdir(), 'overlap-peers-'))
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true })
  console.error(`Fetching ${names.join(', ')} with npm …`)
  const flags = ['--prefix', folder, '--no-audit', '--no-fund', '--ignore-scripts']
  try {
    // On Windows, only a shell finds `npm.cmd`.
    await run('npm', ['install', ...flags, ...names], { shell: process.platform === 'win32' })
  } catch (error) {
    await remove()
    throw new Error(`Cannot fetch the peers: npm could not install ${names.join(', ')}`, {
      cause: error,
    })
  }
  return { path: folder, [Symbol.asyncDispose]: remove }
}
