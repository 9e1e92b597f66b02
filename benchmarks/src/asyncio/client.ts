import { createAgent, createClient } from '@overlap/lesson-14'
import { Agent, fetch as undiciFetch, request } from 'undici'
import { serveRounds } from '../harness/contender-process.ts'
import type { Workload } from './workloads.ts'

const [name, limit] = process.argv.slice(2)
const connections = Number(limit)
// Longer than the turns of all other contenders. What the server says in its header counts, too.
const idleTimeoutMs = 300_000
const idle = { keepAliveTimeout: idleTimeoutMs, keepAliveMaxTimeout: idleTimeoutMs }

/** Makes one client for all rounds, and returns its way to request a URL and to parse the response. */
function start(): (url: string) => Promise<unknown> {
  switch (name) {
    case 'lesson 14, fetch': {
      const client = createClient({ connections, idleTimeoutMs })
      return async (url) => (await client.fetch(url)).json()
    }
    case 'lesson 14, request': {
      const dispatcher = createAgent({ connections, idleTimeoutMs })
      return async (url) => (await request(url, { dispatcher })).body.json()
    }
    case 'undici fetch': {
      const dispatcher = new Agent({ connections, ...idle })
      return async (url) => (await undiciFetch(url, { dispatcher })).json()
    }
    case 'undici request': {
      const dispatcher = new Agent({ connections, ...idle })
      return async (url) => (await request(url, { dispatcher })).body.json()
    }
    case 'global fetch':
      return async (url) => (await fetch(url)).json()
    default:
      throw new Error(`Unknown contender: ${name}`)
  }
}

const call = start()

serveRounds(async (input) => {
  const { url, calls, how } = input as { url: string; calls: number; how: Workload['how'] }
  if (how === 'at once') await Promise.all(Array.from({ length: calls }, () => call(url)))
  else for (let i = 0; i < calls; i++) await call(url)
})
