import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempDisposable, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { serveMockApi } from '@overlap/mock-server/serve'
import { describe, expect, test } from 'vitest'
import { createProgram } from '../program.ts'

const main = path.join(import.meta.dirname, '../main.ts')

/** `course serve` in its own process. */
class Served {
  readonly #child: ChildProcess
  #text = ''
  /** Resolves after more output. */
  #news = Promise.withResolvers<void>()

  constructor(...flags: readonly string[]) {
    const env = { ...process.env, NO_COLOR: '1', npm_config_user_agent: 'npm/11' }
    this.#child = spawn(process.execPath, [main, 'serve', ...flags], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#text += text
        this.#news.resolve()
        this.#news = Promise.withResolvers()
      })
    }
  }

  /** Waits until the output matches, and returns the match. */
  async printed(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const match = pattern.exec(this.#text)
      if (match !== null) return match
      await this.#news.promise
    }
  }

  /** The whole output, and the exit code. */
  async end(): Promise<{ code: number | null; text: string }> {
    const [code] = (await once(this.#child, 'close')) as [number | null]
    return { code, text: this.#text }
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal)
  }
}

describe('course serve', () => {
  test('says where the shop is, what there is and what to try, and ends in peace', async (context) => {
    if (process.platform === 'win32') context.skip('there is no SIGINT to send')
    await using folder = await mkdtempDisposable(path.join(tmpdir(), 'overlap-serve-'))
    const file = path.join(folder.path, 'hung.json')
    await writeFile(file, '{"routes":{"/todos/1":{"failures":[{"kind":"hang"}]}}}')
    const served = new Served('--port', '0', '--network', file, '--seed', '7')
    const [, origin] = await served.printed(/served at (\S+)\n/)
    await served.printed(/Press Ctrl-C to stop/)
    expect((await fetch(`${origin}/todos/2`)).status).toBe(200)
    const network = (await (await fetch(`${origin}/_network`)).json()) as { seed: number }
    expect(network.seed).toBe(7)

    const open = fetch(`${origin}/todos/1`).catch(() => 'broken off')
    let inFlight = 0
    while (inFlight === 0) {
      const counters = await (await fetch(`${origin}/_counters`)).json()
      inFlight = (counters as { inFlight: number }).inFlight
    }
    await fetch(`${origin}/_network`, { method: 'PUT', body: '{"seed":8}' })
    await served.printed(/\nA client replaced the network \(seed 8\)\./)
    served.kill('SIGINT')
    expect(await open).toBe('broken off')
    const { code, text } = await served.end()
    expect(code).toBe(0)
    expect(text).toContain(`The network: ${file}, seed 7\n`)
    expect(text).toMatch(/\n {2}GET {2}\/products\/:id +A product/)
    expect(text).toMatch(/\n {2}PUT {2}\/_network /)
    expect(text.match(/\n {2}curl .*/g)).toHaveLength(3)
    expect(text).toMatch(/\nStopped after 2 calls: 1 failed, 0 aborted\.\n$/)
    expect(text).not.toContain('Anyone')
  })

  test('warns when others can reach it', async () => {
    const served = new Served('--port', '0', '--host', '0.0.0.0', '--token', 'x')
    await served.printed(/Anyone who can reach this machine at 0\.0\.0\.0 can call it/)
    await served.printed(/curl -H "Authorization: Bearer \$TOKEN" -X PUT/)
    served.kill('SIGTERM')
    expect(await served.end()).toMatchObject({ code: 0 })
  })
})

describe('what cannot be served is said', () => {
  /** The error message of `course serve`. */
  async function complaint(...flags: readonly string[]): Promise<unknown> {
    const program = createProgram(() => {})
    return program.parseAsync(['serve', '--port', '0', ...flags], { from: 'user' }).then(
      () => 'nothing',
      (error: unknown) => error,
    )
  }

  test('a taken port, with what to type', async () => {
    await using other = await serveMockApi({}, { port: 0 })
    expect(await complaint('--port', String(other.port))).toMatchObject({
      name: 'CourseError',
      exitCode: 1,
      message: expect.stringMatching(
        /^Port \d+ on 127\.0\.0\.1 is already in use, .* To use a free port: .* serve .*--port 0/,
      ),
    })
  })

  test.each([
    ['{"latency":-1}', /\$\.latency: expected milliseconds .*, got -1/],
    ['null', /\$: expected /],
    ['[]', /\$: expected /],
    ['{"latency":', /is not valid JSON/],
  ])('a network file with %j, with its path and its problems', async (json, problem) => {
    await using folder = await mkdtempDisposable(path.join(tmpdir(), 'overlap-serve-'))
    const file = path.join(folder.path, 'wrong.json')
    await writeFile(file, json)
    const error = await complaint('--network', file, '--seed', '3')
    expect(error).toMatchObject({ name: 'CourseError', exitCode: 2 })
    expect((error as Error).message).toContain(file)
    expect((error as Error).message).toMatch(problem)
  })

  test.each([
    [['--network', 'clam'], '"calm"'],
    [['--network', './nowhere.json'], './nowhere.json'],
    [['--port', '65536'], 'from 0 to 65535'],
    [['--seed', 'x'], '--seed'],
  ])('%j, with what was expected', async (flags, expected) => {
    const error = await complaint(...flags)
    expect(error).toMatchObject({ name: 'CourseError', exitCode: 2 })
    expect((error as Error).message).toContain(expected)
  })
})
