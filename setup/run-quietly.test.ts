import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { runQuietly } from './run-quietly.mjs'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'overlap-quiet-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('gives what a program printed, and whether all went well', async () => {
  await expect(run("console.log('well')")).resolves.toEqual({ ok: true, output: 'well\n' })
  await expect(run("console.error('badly'); process.exitCode = 2")).resolves.toEqual({
    ok: false,
    output: 'badly\n',
  })
})

test('takes a program that cannot be started for one that failed', async () => {
  const command = { file: join(folder, 'none'), args: [] }
  await expect(runQuietly(command, quiet())).resolves.toEqual({
    ok: false,
    output: expect.stringContaining('ENOENT'),
  })
})

test('logs each command and what it printed', async () => {
  await run("console.log('one')")
  await run("console.log('two')")
  const log = readFileSync(join(folder, 'log'), 'utf8')
  expect(log).toMatch(/^\n\$ .*one.*\none\n\n\$ .*two.*\ntwo\n$/u)
})

test('goes on where the log cannot be written', async () => {
  const log = join(folder, 'no folder', 'log')
  await expect(run("console.log('well')", { log })).resolves.toMatchObject({ ok: true })
})

test('ends the program when it is called off', async () => {
  const controller = new AbortController()
  const reason = new Error('called off')
  const running = run('setTimeout(() => {}, 30_000)', { signal: controller.signal })
  controller.abort(reason)
  await expect(running).rejects.toBe(reason)
})

test('starts nothing that has been called off', async () => {
  const reason = new Error('called off')
  await expect(run('', { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
})

function run(code: string, more: object = {}): ReturnType<typeof runQuietly> {
  return runQuietly({ file: process.execPath, args: ['-e', code] }, { ...quiet(), ...more })
}

function quiet(): Parameters<typeof runQuietly>[1] {
  const { signal } = new AbortController()
  return { cwd: folder, env: process.env, log: join(folder, 'log'), signal, say: () => {} }
}
