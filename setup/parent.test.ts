import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { commandOf, findProgram } from './programs.mjs'

const { execPath: node, platform } = process
const root = join(import.meta.dirname, '..')

/** Programs that say when they run: one that ends when asked to, and one that does not. */
const polite = `console.log(1); setTimeout(() => {}, 60_000)`
const stubborn = `for (const name of ['SIGTERM', 'SIGHUP', 'SIGINT']) process.on(name, () => {}); ${polite}`

/** As npm would start a script: through a shell that stays in between. */
const script = `'${node}' '${join(root, 'setup/run.mjs')}' node -e '${polite}'; true`

describe.concurrent('all processes end', () => {
  test.for([
    ['a program that ends when asked to', polite],
    ['a program that ignores signals', stubborn],
  ])('when the one that started %s is killed', async ([, code = '']) => {
    const program = findProgram('node')
    if (program.kind === 'setup') throw new Error('expected Node')
    const { args } = commandOf(program, ['-e', code], { root, tools: { node } })
    expect(await endOf(start(node, ['-e', starts(node, args)]), 'SIGKILL')).toBe('all ended')
  })

  test.skipIf(platform === 'win32')('when the shell of npm is ended', async () => {
    expect(await endOf(start('sh', ['-c', script]), 'SIGTERM')).toBe('all ended')
  })

  test.skipIf(platform !== 'linux')('when npm is killed and its shell lives on', async () => {
    const npm = start(node, ['-e', starts('sh', ['-c', script])])
    expect(await endOf(npm, 'SIGKILL')).toBe('all ended')
  })
})

function start(file: string, args: readonly string[]): ChildProcess {
  return spawn(file, args, {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, npm_lifecycle_event: 'node' },
  })
}

/** A program that does nothing but start another one. */
function starts(file: string, args: readonly string[]): string {
  const [command, words] = [JSON.stringify(file), JSON.stringify(args)]
  return `require('node:child_process').spawn(${command}, ${words}, { stdio: 'inherit' })`
}

/** Ends a process when its program runs, and waits until nobody holds its output open any more. */
async function endOf(child: ChildProcess, signal: NodeJS.Signals): Promise<string> {
  const output = child.stdout
  if (output === null) throw new Error('expected a pipe')
  await once(output, 'data')
  child.kill(signal)
  await once(output.resume(), 'end')
  return 'all ended'
}
