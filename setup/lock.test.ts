import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { withLock } from './lock.mjs'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'overlap-lock-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('lets one work at a time, and tells the other that it waits', async () => {
  const first = Promise.withResolvers<void>()
  const said: string[] = []
  const order: string[] = []
  const one = withLock(lock(), () => first.promise.then(() => order.push('one')), options())
  const wait = async (): Promise<void> => {
    order.push('waited')
    first.resolve()
    await one
  }
  await withLock(
    lock(),
    () => Promise.resolve(order.push('other')),
    options({ wait, say: (text) => said.push(text) }),
  )
  expect(order).toEqual(['waited', 'one', 'other'])
  expect(said).toEqual([
    `Another set-up is at work in this folder (process ${process.pid}): waiting for it…`,
  ])
})

test('gives the lock back when the work fails', async () => {
  const failing = withLock(lock(), () => Promise.reject(new Error('failed')), options())
  await expect(failing).rejects.toThrow('failed')
  expect(existsSync(lock())).toBe(false)
})

test('takes over at once from a process that has died', async () => {
  const child = spawn(process.execPath, ['-e', ''])
  await once(child, 'exit')
  holdAs({ pid: child.pid, host: hostname() })
  const wait = (): Promise<never> => Promise.reject(new Error('waited'))
  await expect(withLock(lock(), () => Promise.resolve('done'), options({ wait }))).resolves.toBe(
    'done',
  )
})

test('takes over from another machine that has given no sign of life for 30 s', async () => {
  holdAs({ pid: process.pid, host: 'another machine' })
  let waitedMs = 0
  const wait = (ms: number): Promise<unknown> => Promise.resolve((waitedMs += ms))
  await withLock(lock(), async () => {}, options({ wait }))
  expect(waitedMs).toBeGreaterThanOrEqual(30_000)
  expect(waitedMs).toBeLessThan(31_000)
})

test('stops waiting when it is called off', async () => {
  holdAs({ pid: process.pid, host: hostname() })
  const controller = new AbortController()
  const wait = (): Promise<void> => Promise.resolve(controller.abort(new Error('called off')))
  const waiting = withLock(lock(), async () => {}, options({ wait, signal: controller.signal }))
  await expect(waiting).rejects.toThrow('called off')
  expect(existsSync(lock())).toBe(true)
})

function lock(): string {
  return join(folder, 'lock')
}

function holdAs(owner: { pid: number | undefined; host: string }): void {
  mkdirSync(lock())
  writeFileSync(join(lock(), 'owner.json'), JSON.stringify(owner))
}

function options(
  more: Partial<Parameters<typeof withLock>[2]> = {},
): Parameters<typeof withLock>[2] {
  return { signal: new AbortController().signal, say: () => {}, ...more }
}
