import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import type { Har, HarEntry } from '@overlap/trace'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createHouse } from './house.ts'
import { cleanEnv, type Ran } from './run-course.ts'
import { runHere } from './run-here.ts'

const { house, remove } = createHouse()
const main = path.join(import.meta.dirname, '../src/main.ts')
const programs = path.join(import.meta.dirname, 'fixtures/programs')
const out = mkdtempSync(path.join(tmpdir(), 'overlap-trace-test-'))
const server = createServer(answer)
let base = ''

beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterAll(() => {
  server.closeAllConnections()
  server.close()
  rmSync(out, { recursive: true })
  remove()
})

const answers: Readonly<Record<string, (response: ServerResponse) => unknown>> = {
  '/ok': (response) => response.end('fine'),
  '/redirect': (response) => response.writeHead(302, { location: '/ok' }).end('moved'),
  '/503': (response) => response.writeHead(503).end('busy'),
  '/big': (response) => response.end(Buffer.alloc(4_000_000)),
  '/reset': (response) => response.socket?.resetAndDestroy(),
  '/cut': (response) =>
    response.writeHead(200, { 'content-length': 9 }).write('x', () => response.socket?.destroy()),
  '/drip': (response) => response.write('x'),
  '/never': () => {},
}

function answer(request: IncomingMessage, response: ServerResponse): void {
  answers[new URL(request.url ?? '', base).pathname]?.(response)
}

/** Traces a program that is in the folder of the programs. */
function start(words: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, ['--', main, 'trace', ...words], {
    cwd: programs,
    env: { ...cleanEnv(house), ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const [printed, complained] = [text(child.stdout), text(child.stderr)]
  const ended = async (): Promise<Ran> => {
    const [code, signal] = (await once(child, 'close')) as [number | null, string | null]
    return { code, out: await printed, err: `${await complained}${signal ?? ''}` }
  }
  return { child, ended }
}

const entriesIn = (file: string): readonly HarEntry[] =>
  (JSON.parse(readFileSync(file, 'utf8')) as Har).log.entries

/** Path and query, status and how it ended, as a HAR file has them. */
function callsIn(file: string): string[] {
  return entriesIn(file).map(({ request, response, comment = 'ok' }) => {
    const url = request.url.replace(base, '')
    return `${url} ${response.status} ${comment.replace(/process \d+/u, 'process n')}`
  })
}

test('records every client, in threads and forked processes, up to process.exit()', async () => {
  const har = path.join(out, 'clients.har')
  const flags = ['--with-queries', '--with-headers', '--har', har]
  const { code, err } = await start([...flags, 'clients.mjs', base]).ended()
  expect({ code, calls: callsIn(har) }).toEqual({
    code: 3,
    calls: [
      '/ok?fetch 200 client main',
      '/ok?undici 200 client main',
      '/ok?undici-6 200 client main',
      '/ok?undici-7 200 client main',
      '/ok?http 200 client main',
      '/ok?worker 200 client worker 1',
      '/ok?fork 200 client process n',
      '/never?pending 0 client main, pending',
      '/big?unread 200 client main, pending',
      '/ok?unread-http 200 client main, pending',
    ],
  })
  const [ofFetch, , , , ofHttp] = entriesIn(har)
  for (const { request, response } of [ofFetch!, ofHttp!]) {
    expect(request.headers).toContainEqual({ name: 'authorization', value: '[masked]' })
    expect(request.headers).toContainEqual({ name: 'x-mine', value: 'yes' })
    expect(response.headers.map(({ name }) => name.toLowerCase())).toContain('content-length')
  }
  expect(readFileSync(har, 'utf8')).not.toContain('s3cret')
  expect(err).toContain('2 bodies (GET /big and 1 other) were never read to their ends')
  expect(err).toContain('1 call (GET /never) had no response when the program ended')
})

test('tells failures, aborts and errors apart, and draws them after a crash', async () => {
  const har = path.join(out, 'endings.har')
  const words = [
    '--with-queries',
    '--har',
    har,
    'endings.ts',
    base,
    '--image',
    '--env-file=nope',
    '--',
    'y',
  ]
  const { code, out: printed, err } = await start(words).ended()
  expect(callsIn(har)).toEqual([
    '/redirect 302 ok',
    '/ok 200 ok',
    '/503 503 http-error',
    '/drip?cancelled 200 aborted',
    '/reset 0 network-error',
    '/reset?http 0 network-error',
    '/cut 200 network-error',
    '/cut?http 200 network-error',
    '/never 0 aborted',
    '/never?http 0 aborted',
    '/never?destroyed 0 aborted',
    '/drip?destroyed 200 aborted',
  ])
  expect({ code, printed: JSON.parse(printed) as unknown }).toEqual({
    code: 1,
    printed: { args: ['--image', '--env-file=nope', '--', 'y'], cwd: programs },
  })
  // The reason of an abort may be anything, such as a text with a secret in it.
  expect(readFileSync(har, 'utf8')).not.toContain('s3cret')
  expect(err).toContain('--image went to endings.ts. Flags of this command come before')
  expect(err).toMatch(/Error: crash[^]+The calls of endings\.ts[^]+peak 1 in flight/)
})

test('draws after Ctrl-C, with the exit code of the signal; shows neither queries nor headers', async () => {
  const files = ['svg', 'har', 'trace'].map((kind) => path.join(out, `server.${kind}`))
  const [svg = '', har = '', trace = ''] = files
  const { child, ended } = start([
    '--image',
    svg,
    '--har',
    har,
    '--trace',
    trace,
    'server.mjs',
    base,
  ])
  await once(child.stdout, 'data')
  child.kill('SIGINT')
  const { code, err } = await ended()
  expect(code).toBe(130)
  expect(callsIn(har)).toEqual(['/ok 200 ok', '/never 0 pending'])
  const everything = [err, ...files.map((file) => readFileSync(file, 'utf8'))].join('\n')
  expect(everything).not.toMatch(/s3cret|x-mine|\?~/u)
  expect(err).toContain(`wrote ${svg}\nwrote ${har}\nwrote ${trace}\n`)
})

test('leaves stdin, stdout and stderr to the program, and says that it made no calls', async () => {
  const { child, ended } = start(['quiet.cjs'])
  child.stdin.end('through')
  const { code, out: printed, err } = await ended()
  expect({ code, printed }).toEqual({ code: 0, printed: 'through' })
  expect(err.trim()).toMatch(
    /^quiet\.cjs made no calls\. Only fetch, undici, node:http and node:https are\s+watched/u,
  )
})

test.each([
  ['', 'Which program?'],
  ['', 'npm run trace -- my-program.ts'],
  ['--eval=1 quiet.cjs', '--eval is not supported here. Name a file:'],
  ['--har', "Flag '--har <file>' argument missing"],
  ['-pe 1', '-pe is not supported here.'],
  ['quiet.cj', 'There is no file quiet.cj in'],
  ['quiet.cj', 'Did you mean quiet.cjs?'],
  ['.', '. is a folder.'],
  [
    '--imgae x quiet.cjs',
    'Neither this command nor Node has a flag --imgae. Did you mean --image?',
  ],
  ['--image nowhere/x.svg quiet.cjs', 'there is no folder nowhere'],
])('refuses `trace %s`: %s', async (words, sentence) => {
  const { code, err } = await runHere(house, `trace ${words}`, { cwd: programs })
  expect(code).toBe(2)
  expect(err).toContain(sentence)
})
