import { IncomingMessage, type ClientRequest } from 'node:http'
import type { Socket } from 'node:net'
import type { HeaderSource } from '../record/headers.ts'
import { isAbort } from './abort.ts'
import type { CallLog } from './call-log.ts'
import type { LoggedCall } from './logged-call.ts'
import { listen } from './subscribe.ts'

const LOGGED = Symbol('call')

interface LoggedRequest extends ClientRequest {
  [LOGGED]?: LoggedCall
  readonly _header?: unknown
}

interface LoggedResponse extends IncomingMessage {
  [LOGGED]?: LoggedCall
}

interface Message {
  readonly request: LoggedRequest
}

/**
 * Logs every call of `node:http` and `node:https`, and so of the packages that are built on them. It runs
 * for every call, so it creates as little as possible.
 */
export function watchHttp(log: CallLog): void {
  listen('http.client.request.created', ({ request }: Message) => {
    // A tunnel and a WebSocket are connections. They carry calls, or messages.
    if (request.method === 'CONNECT' || request.hasHeader('upgrade')) return
    request[LOGGED] = log.send(
      request.method,
      urlOf(request),
      () => request.getHeaders() as HeaderSource,
    )
  })

  listen('http.client.request.error', ({ request, error }: Message & { error: unknown }) => {
    const { socket } = request
    const here = isAbort(error) || (isOwn(error) && wasDestroyedHere(socket))
    const call = request[LOGGED]
    if (socket !== null) call?.over(socket)
    if (call !== undefined) noteHeaders(call, request)
    call?.end(here ? 'aborted' : 'network-error', error)
  })

  listen(
    'http.client.response.finish',
    ({ request, response }: Message & { response: LoggedResponse }) => {
      const call = request[LOGGED]
      if (call === undefined) return
      call.over(response.socket)
      noteHeaders(call, request)
      call.headers(response.statusCode ?? 0, response.statusMessage, () =>
        pairsOf(response.rawHeaders),
      )
      call.body(response, isUnread)
      response[LOGGED] = call
      // A listener for `data` would take the body away from the program.
      response.push = countAndPush
      // Comes after the end of the body, too, and doesn't make the body flow.
      response.on('close', onClose)
    },
  )
}

/** The program may set headers until they are sent. Then they are here, after the line of the request. */
function noteHeaders(call: LoggedCall, { _header: text }: LoggedRequest): void {
  if (typeof text !== 'string') return
  call.sentHeaders(text.slice(text.indexOf('\n') + 1), HAS_BODY.test(text))
}

const HAS_BODY = /^(?:transfer-encoding|content-length *: *0*[1-9])/imu

/** It keeps its connection busy until it is read, even if it is empty. */
const isUnread = (response: IncomingMessage): boolean =>
  !response.readableDidRead && !response.destroyed

// oxlint-disable-next-line typescript/unbound-method -- called with the response that it belongs to
const { push } = IncomingMessage.prototype

function countAndPush(this: LoggedResponse, chunk: unknown, encoding?: BufferEncoding): boolean {
  if (chunk instanceof Uint8Array) this[LOGGED]?.bytes(chunk.byteLength)
  return push.call(this, chunk, encoding)
}

function onClose(this: LoggedResponse): void {
  const { statusCode = 0, socket } = this
  const call = this[LOGGED]
  if (this.readableEnded) call?.complete()
  else if (statusCode >= 400) call?.end('http-error')
  else call?.end(wasDestroyedHere(socket) ? 'aborted' : 'network-error')
}

/** Whether the program may be the cause: Node's error after `destroy()`, or that of an axios timeout. */
const isOwn = (error: unknown): boolean =>
  error instanceof Error &&
  !('syscall' in error) &&
  (error.message === 'socket hang up' || ('code' in error && error.code === 'ECONNABORTED'))

/** Whether a connection was closed by this program: the server has neither closed nor reset it. */
function wasDestroyedHere(socket: Socket | null): boolean {
  if (socket === null) return true
  const isReset = socket.errored !== null && 'syscall' in socket.errored
  return !isReset && !socket.readableEnded && !hasServerEnded(socket)
}

/** `readableEnded` waits until everything is read. The state knows earlier. */
function hasServerEnded(socket: Socket): boolean {
  const { _readableState: state } = socket as Socket & { _readableState?: { ended?: boolean } }
  return state?.ended === true
}

function urlOf(request: ClientRequest): string {
  const { protocol, host, path } = request
  if (!path.startsWith('/')) return path
  return `${protocol}//${String(request.getHeader('host') ?? host)}${path}`
}

function pairsOf(raw: readonly string[]): (readonly [string, string])[] {
  return Array.from({ length: raw.length / 2 }, (_, i) => [raw[2 * i] ?? '', raw[2 * i + 1] ?? ''])
}
