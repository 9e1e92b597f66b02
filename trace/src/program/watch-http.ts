import type { ClientRequest, IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { HeaderSource } from '../record/headers.ts'
import { isAbort } from './abort-of.ts'
import type { CallLog, LoggedCall } from './call-log.ts'
import { listen } from './subscribe.ts'

interface Message {
  readonly request: ClientRequest
}

/** Logs every call of `node:http` and `node:https`, and so of the packages that are built on them. */
export function watchHttp(log: CallLog): void {
  const calls = new WeakMap<ClientRequest, LoggedCall>()

  listen('http.client.request.created', ({ request }: Message) => {
    // A tunnel and a WebSocket are connections. They carry calls, or messages.
    if (request.method === 'CONNECT' || request.hasHeader('upgrade')) return
    const key = request.getHeader('idempotency-key')
    const call = log.send({
      method: request.method.toUpperCase(),
      url: urlOf(request),
      headers: request.getHeaders() as HeaderSource,
      ...(key !== undefined && { idempotencyKey: String(key) }),
    })
    calls.set(request, call)
    request.once('socket', (socket) => call.over(socket))
    // Comes last, whatever happens. A call without a response has ended then.
    request.once('close', () => {
      if (call.status === undefined)
        call.end(wasDestroyedHere(request.socket) ? 'aborted' : 'network-error')
    })
  })

  listen('http.client.request.error', ({ request, error }: Message & { error: unknown }) => {
    const here = isAbort(error) || (isOwn(error) && wasDestroyedHere(request.socket))
    calls.get(request)?.end(here ? 'aborted' : 'network-error', error)
  })

  listen(
    'http.client.response.finish',
    ({ request, response }: Message & { response: IncomingMessage }) => {
      const call = calls.get(request)
      if (call === undefined) return
      const { statusCode = 0, statusMessage: statusText, socket } = response
      call.headers(
        statusCode,
        { statusText, headers: () => pairsOf(response.rawHeaders) },
        // It keeps its connection busy until it is read, even if it is empty.
        () => !response.readableDidRead && !response.destroyed,
      )
      countBytes(response, call)
      // Neither listener makes the body flow.
      response.once('end', () => call.complete())
      response.once('close', () => {
        const isFine = statusCode < 400 && wasDestroyedHere(socket)
        call.end(isFine ? 'aborted' : statusCode < 400 ? 'network-error' : 'http-error')
      })
    },
  )
}

/** Counts the bytes as they arrive. A listener for `data` would take them away from the program. */
function countBytes(response: IncomingMessage, call: LoggedCall): void {
  const push = response.push.bind(response)
  response.push = (chunk: unknown, encoding) => {
    if (chunk instanceof Uint8Array) call.bytes(chunk.byteLength)
    return push(chunk, encoding)
  }
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
  if (/^[a-z]+:/iu.test(path)) return path
  return `${protocol}//${String(request.getHeader('host') ?? host)}${path}`
}

function pairsOf(raw: readonly string[]): (readonly [string, string])[] {
  return Array.from({ length: raw.length / 2 }, (_, i) => [raw[2 * i] ?? '', raw[2 * i + 1] ?? ''])
}
