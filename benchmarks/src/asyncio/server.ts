import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { announce } from '../harness/server-process.ts'

/** What the server has counted since the last time it was asked. */
export interface ServerCounts {
  /** Calls answered. */
  readonly calls: number
  /** Time on the processor. */
  readonly cpuMs: number
  /** The sum over all calls of the time from a request's arrival to its response, less the latency wanted. */
  readonly lateMs: number
}

const body = JSON.stringify({ userId: 1, id: 1, title: 'Water the plants', completed: false })
const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }

let cpu = process.cpuUsage()
let calls = 0
let lateMs = 0

function count(): ServerCounts {
  const { user, system } = process.cpuUsage(cpu)
  const counts = { calls, cpuMs: (user + system) / 1000, lateMs }
  cpu = process.cpuUsage()
  calls = 0
  lateMs = 0
  return counts
}

/** Answers `GET /wait/50` after 50 ms, and `GET /counts` with what it has counted. */
const server = createServer((request, response) => {
  const [, route, ms = ''] = request.url!.split('/')
  if (route === 'counts') {
    response.writeHead(200, { connection: 'close' }).end(JSON.stringify(count()))
    return
  }
  calls += 1
  const latencyMs = Number(ms)
  const answer = (): unknown => response.writeHead(200, headers).end(body)
  if (latencyMs === 0) {
    answer()
    return
  }
  const arrivedMs = performance.now()
  setTimeout(() => {
    lateMs += performance.now() - arrivedMs - latencyMs
    answer()
  }, latencyMs)
})
// Connections must stay open while the other contenders play. The server says so in a header, too.
server.keepAliveTimeout = 300_000
// Node's own fetch has no limit, so thousands of clients connect at once.
server.listen({ port: 0, host: '127.0.0.1', backlog: 16_384 }, () => {
  announce(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
})
