import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

const body = JSON.stringify({ userId: 1, id: 1, title: 'Water the plants', completed: false })
const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }

const server = createServer((_, response) => response.writeHead(200, headers).end(body))
// Idle connections must stay open while the other contenders run their rounds.
server.keepAliveTimeout = 0
// Thousands of clients connect at once.
server.listen({ port: 0, host: '127.0.0.1', backlog: 16_384 }, () => {
  process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
})
process.once('disconnect', () => process.exit())
