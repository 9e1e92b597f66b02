import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fetchPackages } from './fetch-packages.ts'
import { mockoonEnvironment } from './mockoon-environment.ts'
import { todo } from './todo.ts'

/** Another server that answers `GET /todos/1`, with its fastest settings. */
interface Peer {
  readonly name: string
  readonly packages: readonly string[]
  /** Writes the server's files into its folder, and returns the arguments for Node. */
  prepare(folder: string, port: number): Promise<readonly string[]>
}

const peers: readonly Peer[] = [
  {
    name: 'Mockoon CLI',
    packages: ['@mockoon/cli'],
    async prepare(folder, port) {
      const file = path.join(folder, 'environment.json')
      await writeFile(file, JSON.stringify(mockoonEnvironment(port)))
      const quiet = ['--disable-log-to-file', '--disable-admin-api']
      return [await binOf(folder, '@mockoon/cli'), 'start', '--data', file, ...quiet]
    },
  },
  {
    name: 'json-server',
    packages: ['json-server'],
    async prepare(folder, port) {
      const file = path.join(folder, 'db.json')
      await writeFile(file, JSON.stringify({ todos: [{ ...todo, id: String(todo.id) }] }))
      return [await binOf(folder, 'json-server'), file, '--port', String(port)]
    },
  },
  {
    name: '@hono/node-server',
    packages: ['@hono/node-server', 'hono'],
    async prepare(folder, port) {
      const file = path.join(folder, 'hono.mjs')
      await writeFile(
        file,
        `import { serve } from '@hono/node-server'
import { Hono } from 'hono'
const app = new Hono().get('/todos/:id', (c) => c.json(${JSON.stringify(todo)}))
serve({ fetch: app.fetch, port: ${port}, hostname: '127.0.0.1' })
`,
      )
      return [file]
    },
  },
]

/** The running peers. */
export interface Peers extends AsyncDisposable {
  readonly servers: readonly { readonly name: string; readonly url: string }[]
}

/** Installs the peers into a temporary folder, and starts them. */
export async function startPeers(): Promise<Peers> {
  await using stack = new AsyncDisposableStack()
  const folder = stack.use(await fetchPackages(peers.flatMap(({ packages }) => packages)))
  const servers = []
  for (const peer of peers) {
    const port = await freePort()
    const child = spawn(process.execPath, await peer.prepare(folder.path, port), {
      cwd: folder.path,
      stdio: 'ignore',
    })
    stack.defer(async () => {
      const exit = once(child, 'exit')
      if (child.exitCode === null && child.kill('SIGKILL')) await exit
    })
    const url = `http://127.0.0.1:${port}/todos/1`
    await untilAnswered(peer.name, url)
    servers.push({ name: peer.name, url })
  }
  const all = stack.move()
  return { servers, [Symbol.asyncDispose]: () => all.disposeAsync() }
}

async function binOf(folder: string, name: string): Promise<string> {
  const home = path.join(folder, 'node_modules', name)
  const { bin } = JSON.parse(await readFile(path.join(home, 'package.json'), 'utf8')) as {
    bin: string | Record<string, string>
  }
  return path.join(home, typeof bin === 'string' ? bin : (Object.values(bin)[0] as string))
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}

async function untilAnswered(name: string, url: string): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt++) {
    const response = await fetch(url).catch(() => undefined)
    if (response?.ok && ((await response.json()) as typeof todo).title === todo.title) return
    await sleep(100)
  }
  throw new Error(`${name} did not answer GET /todos/1 within 30 s`)
}
