import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { withLock } from './lock.mjs'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'overlap-lock-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('lets one work at a time, and tells the other whom it waits for', async () => {
  const first = Promise.withResolvers<void>()
  const owners: unknown[] = []
  const order: string[] = []
  const one = withLock(lock(), () => first.promise.then(() => order.push('one')))
  const wait = async (): Promise<void> => {
    order.push('waited')
    first.resolve()
    await one
  }
  await withLock(lock(), () => order.push('other'), { wait, onWait: (pid) => owners.push(pid) })
  expect(order).toEqual(['waited', 'one', 'other'])
  expect(owners).toEqual([process.pid])
})

test('gives the lock back when the work fails', async () => {
  const failing = withLock(lock(), () => Promise.reject(new Error('failed')))
  await expect(failing).rejects.toThrow('failed')
  expect(existsSync(lock())).toBe(false)
})

test('takes over at once from a process that has died', async () => {
  const child = spawn(process.execPath, ['-e', ''])
  await once(child, 'exit')
  holdAs({ pid: child.pid, host: hostname() })
  const wait = (): Promise<never> => Promise.reject(new Error('waited'))
  await expect(withLock(lock(), () => 'done', { wait })).resolves.toBe('done')
})

test('takes over from another machine that has given no sign of life for 30 s', async () => {
  holdAs({ pid: process.pid, host: 'another machine' })
  let waitedMs = 0
  const wait = (ms: number): Promise<unknown> => Promise.resolve((waitedMs += ms))
  await withLock(lock(), async () => {}, { wait })
  expect(waitedMs).toBeGreaterThanOrEqual(30_000)
  expect(waitedMs).toBeLessThan(31_000)
})

test.each(['an empty folder', 'a file', 'a folder with another owner.json'])(
  'takes over %s after 1 s',
  async (what) => {
    if (what === 'a file') writeFileSync(lock(), '')
    else mkdirSync(lock())
    if (what.includes('owner.json')) writeFileSync(join(lock(), 'owner.json'), '{}')
    let waitedMs = 0
    const wait = (ms: number): Promise<unknown> => Promise.resolve((waitedMs += ms))
    await expect(withLock(lock(), () => 'done', { wait })).resolves.toBe('done')
    expect(waitedMs).toBe(1_000)
    expect(readdirSync(folder)).toEqual([])
  },
)

test('never has two owners, however many processes take it', async () => {
  const file = join(folder, 'counter')
  writeFileSync(file, '0')
  const module = pathToFileURL(join(import.meta.dirname, 'lock.mjs')).href
  const code = `import { readFileSync, writeFileSync } from 'node:fs'
    import { withLock } from '${module}'
    for (let n = 0; n < 25; n++) await withLock(process.argv[1], () => {
      const count = Number(readFileSync(process.argv[2], 'utf8'))
      writeFileSync(process.argv[2], String(count + 1))
    }, { pollMs: 1 })`
  const children = [1, 2, 3, 4].map(() =>
    spawn(process.execPath, ['--input-type=module', '-e', code, lock(), file], {
      stdio: ['ignore', 'ignore', 'inherit'],
    }),
  )
  const codes = await Promise.all(children.map((child) => once(child, 'exit')))
  expect(codes).toEqual(children.map(() => [0, null]))
  expect(readFileSync(file, 'utf8')).toBe('100')
  expect(readdirSync(folder)).toEqual(['counter'])
})

test('stops waiting when its signal is aborted', async () => {
  holdAs({ pid: process.pid, host: hostname() })
  const controller = new AbortController()
  const wait = (): Promise<void> => Promise.resolve(controller.abort(new Error('no more')))
  const waiting = withLock(lock(), async () => {}, { wait, signal: controller.signal })
  await expect(waiting).rejects.toThrow('no more')
  expect(existsSync(lock())).toBe(true)
})

function lock(): string {
  return join(folder, 'lock')
}

function holdAs(owner: { pid: number | undefined; host: string }): void {
  mkdirSync(lock())
  writeFileSync(join(lock(), 'owner.json'), JSON.stringify(owner))
}
