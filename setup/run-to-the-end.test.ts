import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { runToTheEnd } from './run-to-the-end.mjs'

const module = pathToFileURL(join(import.meta.dirname, 'run-to-the-end.mjs')).href

test('takes over the exit code', async () => {
  await expect(run('process.exit(7)')).resolves.toBe(7)
  await expect(run('')).resolves.toBe(0)
})

test('says which program cannot be started', async () => {
  const command = { file: join('no', 'such', 'program'), args: [] }
  const running = runToTheEnd(command, { cwd: process.cwd(), env: {} })
  await expect(running).rejects.toThrow(`Cannot start ${command.file}: `)
})

test('hands the program the folder and the environment', async () => {
  const code = `process.exit(process.env.ANSWER === '42' && process.cwd() === process.argv[1] ? 3 : 1)`
  const command = { file: process.execPath, args: ['-e', code, import.meta.dirname] }
  const env = { ...process.env, ANSWER: '42' }
  await expect(runToTheEnd(command, { cwd: import.meta.dirname, env })).resolves.toBe(3)
})

test.for(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
  'passes %s on and waits for the end',
  async (signal) => {
    const program = `process.on('${signal}', () => process.exit(9)); console.log('ready'); setTimeout(() => {}, 30_000)`
    const launcher = launch(program)
    await once(launcher.stdout, 'data')
    launcher.kill(signal)
    expect(await once(launcher, 'exit')).toEqual([9, null])
  },
)

test('ends by the signal that ended the program', async () => {
  const launcher = launch(`process.kill(process.pid, 'SIGTERM'); setTimeout(() => {}, 30_000)`)
  expect(await once(launcher, 'exit')).toEqual([null, 'SIGTERM'])
})

function run(code: string): Promise<number> {
  const command = { file: process.execPath, args: ['-e', code] }
  return runToTheEnd(command, { cwd: process.cwd(), env: process.env })
}

/** A process of its own that runs a program to the end. */
function launch(program: string): ReturnType<typeof spawn> & { stdout: NodeJS.ReadableStream } {
  const command = JSON.stringify({ file: process.execPath, args: ['-e', program] })
  const code = `import { runToTheEnd } from '${module}'
    process.exitCode = await runToTheEnd(${command}, { cwd: process.cwd(), env: process.env })`
  return spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}
