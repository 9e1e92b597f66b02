import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serveMockApi } from '@overlap/mock-server/serve'
import { announce } from '../../harness/server-process.ts'
import { todo } from './todo.ts'

const body = `${JSON.stringify(todo)}\n`
const headers = {
  'content-type': 'application/json',
  'content-length': String(Buffer.byteLength(body)),
}

async function start(name: string | undefined): Promise<string> {
  switch (name) {
    case 'port':
      return (await serveMockApi({}, { port: 0 })).origin
    case 'node:http':
      return listen((_, response) => response.writeHead(200, headers).end(body))
    case 'Request + Response':
      return listen((message, response) => void throughFetchTypes(message, response))
    default:
      throw new Error(`Unknown contender: ${name}`)
  }
}

/** The minimal work of any server that is built on `Request` and `Response`. */
async function throughFetchTypes(
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = 'GET', headers: received } = message
  const request = new Request(`http://${received.host}${message.url}`, {
    method,
    headers: received as Record<string, string>,
  })
  const answer = request.method === 'GET' ? new Response(body, { headers }) : Response.error()
  const text = await answer.text()
  response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(text)
}

function listen(
  handler: (message: IncomingMessage, response: ServerResponse) => void,
): Promise<string> {
  const server = createServer(handler)
  return new Promise((resolve) => {
    server.listen({ port: 0, host: '127.0.0.1', backlog: 4_096 }, () =>
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    )
  })
}

announce(`${await start(process.argv[2])}/todos/1`)
