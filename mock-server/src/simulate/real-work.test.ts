import crypto from 'node:crypto'
import dns from 'node:dns'
import fs from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Worker } from 'node:worker_threads'
import zlib from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import { simulate } from './simulate.ts'

const timer = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

const realImmediate = setImmediate
const olderChannel = new MessageChannel()
afterAll(() => olderChannel.port1.close())

/** With 18 kinds of work these are 270 runs. */
const ROUNDS = 15

/** What code waits for that takes real time, in other threads. */
const realWork: readonly [string, () => unknown][] = [
  ['a digest', () => crypto.subtle.digest('SHA-256', new Uint8Array(100_000))],
  [
    'a new key',
    () => crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, true, ['encrypt']),
  ],
  ['a derived key', () => promisify(crypto.pbkdf2)('password', 'salt', 10, 32, 'sha512')],
  ['random bytes', () => promisify(crypto.randomBytes)(8)],
  ['random bytes at once', () => crypto.randomFillSync(new Uint8Array(8))],
  ['a compressed text', () => promisify(zlib.gzip)('x'.repeat(100_000))],
  ['a text compressed at once', () => zlib.gzipSync('x')],
  ['a compressed stream', () => compressed('x').bytes()],
  ['a file', () => fs.promises.readFile(import.meta.filename)],
  ['a file by callback', () => promisify(fs.readFile)(import.meta.filename)],
  ['a file stream', () => Array.fromAsync(fs.createReadStream(import.meta.filename))],
  ['a host name', () => promisify(dns.lookup)('localhost')],
  ['a WebAssembly module', () => compileWasm()],
  ['a message', () => messageOver(new MessageChannel())],
  ['a message over an older channel', () => messageOver(olderChannel)],
  ['a message to every thread', () => broadcast('hello')],
  ['an immediate of the real event loop', () => new Promise((resolve) => realImmediate(resolve))],
  ['a Blob', () => new Blob(['x'.repeat(100_000)]).arrayBuffer()],
]

function messageOver({ port1, port2 }: MessageChannel): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  port1.addEventListener('message', () => resolve(), { once: true })
  port1.start()
  port2.postMessage('hello')
  return promise
}

function broadcast(message: string): Promise<void> {
  const [from, to] = [new BroadcastChannel('work'), new BroadcastChannel('work')]
  const { promise, resolve } = Promise.withResolvers<void>()
  to.addEventListener('message', () => {
    from.close()
    to.close()
    resolve()
  })
  // oxlint-disable-next-line require-post-message-target-origin -- only a window's has a target
  from.postMessage(message)
  return promise
}

interface Wasm {
  readonly compile: (bytes: Uint8Array) => Promise<unknown>
}

function compileWasm(): Promise<unknown> {
  // Not in the type library of this project.
  const { compile } = Reflect.get(globalThis, 'WebAssembly') as Wasm
  return compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))
}

function compressed(text: string): Response {
  return new Response(new Blob([text]).stream().pipeThrough(new CompressionStream('gzip')))
}

describe('work that waits in real time', () => {
  test.each(realWork)('for %s takes no virtual time, every time', async (_, work) => {
    const seen = new Map<string, number>()
    for (let round = 0; round < ROUNDS; round += 1) {
      const run = await simulate({ latency: 100 }, async (api) => {
        const ticks = Promise.all([timer(1), timer(7), timer(250)])
        await work()
        await fetch(api.url('/todos/1'))
        await work()
        await fetch(api.url('/todos/2'))
        await ticks
      })
      const { outcome, settledMs, trace } = run
      const what = `${outcome} at ${settledMs}, sent at ${trace.calls.map((call) => call.sentMs).join()}`
      seen.set(what, (seen.get(what) ?? 0) + 1)
    }
    expect([...seen]).toEqual([['fulfilled at 250, sent at 0,100', ROUNDS]])
  })

  test('for a worker thread is waited for, if nothing else is left', async () => {
    const run = await simulate({}, async (_, time) => {
      const worker = new Worker('setTimeout(() => {}, 20)', { eval: true })
      await new Promise((resolve) => worker.on('exit', resolve))
      return time.nowMs
    })
    expect(run).toMatchObject({ outcome: 'fulfilled', value: 0 })
  })

  test('for a local socket is waited for, if nothing else is left', async () => {
    const name = `overlap-${process.pid}.sock`
    const windows = process.platform === 'win32'
    const path = windows ? `\\\\.\\pipe\\${name}` : join(tmpdir(), name)
    const run = await simulate({}, async () => {
      const server = net.createServer((socket) => socket.end('hello')).listen(path)
      const text = await Array.fromAsync(net.connect(path).setEncoding('utf8'))
      await new Promise((resolve) => server.close(resolve))
      return text.join('')
    })
    expect(run).toMatchObject({ outcome: 'fulfilled', value: 'hello' })
  })

  test('for a worker thread that never ends is named', async () => {
    let worker: Worker | undefined
    const run = await simulate({}, () => {
      worker = new Worker('setInterval(() => {}, 1000)', { eval: true })
      return new Promise((resolve) => worker?.on('exit', resolve))
    })
    await worker?.terminate()
    expect(run.outcome).toBe('never-settles')
    expect(run.diagnosis).toContain('It may be waiting for a worker thread.')
  })

  test('leaves nothing to name for the next simulation', async () => {
    await simulate({}, () => void fs.promises.readFile(import.meta.filename))
    const run = await simulate({}, () => new Promise(() => {}))
    expect(run.diagnosis).toContain('at 0 ms nothing was left to wait for')
  })
})
