import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { announce } from '../../harness/server-process.ts'

/** One in so many calls gets a 503. */
const failsOnceIn = Number(process.argv[2] ?? Infinity)

const body = JSON.stringify({ userId: 1, id: 1, title: 'Water the plants', completed: false })
const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }

let calls = 0
const server = createServer(({ url }, response) => {
  if (url === '/cpu') {
    const { user, system } = process.cpuUsage()
    response.end(String((user + system) / 1000))
    return
  }
  calls += 1
  response.writeHead(calls % failsOnceIn === 0 ? 503 : 200, headers).end(body)
})
// Idle connections must stay open while the other contenders run their rounds.
server.keepAliveTimeout = 0
// Thousands of clients connect at once.
server.listen({ port: 0, host: '127.0.0.1', backlog: 16_384 }, () => {
  announce(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
})
