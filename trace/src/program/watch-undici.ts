import type { Socket } from 'node:net'
import { isAbort } from './abort.ts'
import type { CallLog } from './call-log.ts'
import type { LoggedCall } from './logged-call.ts'
import { listen } from './subscribe.ts'

const LOGGED = Symbol('call')
const SOCKET = Symbol('socket')

/** A request of undici 6 to 8, as its channels show it. */
interface UndiciRequest {
  [LOGGED]?: LoggedCall
  [SOCKET]?: Socket
  readonly origin: string | URL
  readonly path: string
  readonly method: string
  /** Names and values take turns. In early versions it is a text. */
  readonly headers: unknown
  readonly upgrade?: unknown
  readonly body?: unknown
}

interface Message {
  readonly request: UndiciRequest
}

/** Logs every call of undici: those of the global `fetch`, and those of the package `undici`. */
export function watchUndici(log: CallLog): void {
  listen('undici:request:create', ({ request }: Message) => {
    // A tunnel and a WebSocket are connections. They carry calls, or messages.
    if (request.method === 'CONNECT' || request.upgrade) return
    const { method, headers } = request
    const call = log.send(method, urlOf(request), () => pairsOf(headers))
    const hasBody = request.body !== null && request.body !== undefined
    if (Array.isArray(headers)) call.sentList(headers, hasBody, textOf)
    else call.sentHeaders(textOf(headers), hasBody)
    request[LOGGED] = call
  })

  listen('undici:client:sendHeaders', ({ request, socket }: Message & { socket: Socket }) => {
    request[SOCKET] = socket
    request[LOGGED]?.over(socket)
  })

  listen(
    'undici:request:headers',
    ({ request, response }: Message & { response: UndiciResponse }) => {
      const { statusCode, statusText, headers } = response
      // An informational response, such as 103, comes before the response.
      if (statusCode < 200) return
      const call = request[LOGGED]
      if (call === undefined) return
      call.headers(statusCode, statusText, () => pairsOf(headers))
      const socket = request[SOCKET]
      if (socket !== undefined) call.body(socket, isStuck)
    },
  )

  listen(
    'undici:request:bodyChunkReceived',
    ({ request, chunk }: Message & { chunk: Uint8Array }) =>
      request[LOGGED]?.bytes(chunk.byteLength),
  )

  listen('undici:request:trailers', ({ request }: Message) => request[LOGGED]?.complete())

  listen('undici:request:error', ({ request, error }: Message & { error: unknown }) => {
    const call = request[LOGGED]
    if (call === undefined) return
    // Cancelling the body of an error only frees the connection.
    if (error === COLLECTED) call.unread()
    if (isAbort(error)) call.end((call.status ?? 0) < 400 ? 'aborted' : 'http-error', error)
    else call.end('network-error', error)
  })
}

/** The reason with which `fetch` cancels a body whose response is garbage, because nobody can read it now. */
const COLLECTED = 'Response object has been garbage collected'

/** More of the body has arrived, and undici leaves it where it is, because nobody reads. */
const isStuck = (socket: Socket): boolean => !socket.destroyed && socket.readableLength > 0

interface UndiciResponse {
  readonly statusCode: number
  readonly statusText?: string
  readonly headers: unknown
}

function urlOf({ origin, path }: UndiciRequest): string {
  // A call through a proxy has the whole URL in its path.
  if (!path.startsWith('/')) return path
  const start = String(origin)
  return start.endsWith('/') ? start.slice(0, -1) + path : start + path
}

/** Headers as they are sent. */
function textOf(headers: unknown): string {
  if (typeof headers === 'string') return headers
  let text = ''
  if (Array.isArray(headers) && headers.every((part) => typeof part === 'string')) {
    for (let i = 0; i + 1 < headers.length; i += 2) text += `${headers[i]}: ${headers[i + 1]}\r\n`
    return text
  }
  for (const [name, value] of pairsOf(headers)) text += `${name}: ${value}\r\n`
  return text
}

/** Headers in a list in which names and values take turns, as texts or as bytes. */
function pairsOf(headers: unknown): (readonly [string, string])[] {
  if (typeof headers === 'string') return linesOf(headers)
  if (!Array.isArray(headers)) return Object.entries(headers ?? {}).map(pairOf)
  const pairs: (readonly [string, string])[] = []
  for (let i = 0; i + 1 < headers.length; i += 2) {
    for (const value of [headers[i + 1] as unknown].flat()) pairs.push(pairOf([headers[i], value]))
  }
  return pairs
}

const pairOf = ([name, value]: readonly [unknown, unknown]): readonly [string, string] => [
  String(name),
  String(value),
]

const linesOf = (text: string): (readonly [string, string])[] =>
  text.split('\r\n').flatMap((line): (readonly [string, string])[] => {
    const [name = '', value] = line.split(/:\s*(.*)/su)
    return value === undefined ? [] : [[name, value]]
  })
