import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { environmentFor } from './environment.mjs'
import { SetupError } from './setup-error.mjs'
import { commandOf, findProgram } from './programs.mjs'
import { whenParentIsGone } from './parent.mjs'
import { makeReady } from './ready.mjs'
import { runToTheEnd } from './run-to-the-end.mjs'
import { whileInterruptible } from './interrupt.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

/**
 * Sets up what is missing, then runs a program of the project and ends with its exit code.
 *
 * @param {string[]} args - The program's name, then its arguments.
 * @returns {Promise<void>}
 */
export async function main(args) {
  try {
    const [name, ...rest] = args
    const program = findProgram(name)
    const { needs } = program
    const repair = program.kind === 'setup'
    const orphaned = endOfParent()
    const tools = await whileInterruptible(
      (signal) => makeReady({ root, signal, needs, repair }),
      orphaned,
    )
    if (program.kind === 'setup') return
    const command = commandOf(program, rest, { root, tools })
    process.exitCode = await runToTheEnd(command, {
      cwd: root,
      env: environmentFor(process.env, tools),
      signal: orphaned,
    })
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exitCode = error.exitCode
  }
}

/**
 * A signal that is aborted when npm or pnpm ends before this process. A process that was started with
 * `node setup/run.mjs` may outlive its parent.
 */
function endOfParent() {
  const controller = new AbortController()
  const isScript = process.env['npm_lifecycle_event'] !== undefined
  if (isScript) whenParentIsGone(() => controller.abort())
  return controller.signal
}
