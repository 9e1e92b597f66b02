import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ShopRequest } from '../shop/reply.ts'

/** What the first line of a request asks for. */
export interface Target {
  /** The path, normalised: no `..`, no `\`. Its segments are not decoded. */
  readonly path: string
  /** From the question mark on, or `''`. */
  readonly search: string
  /** The host of an absolute form (`GET http://host/path`), which wins over the Host header. */
  readonly host?: string
}

/** A path, perhaps with a query, that `URL` would not change. Nearly all requests have one. */
const PLAIN = /^\/[\w~/-]*(?:\?[\w~.&=%+,-]*)?$/

/** Reads the target of a request line; `undefined` if a server cannot answer it. */
export function parseTarget(text: string): Target | undefined {
  if (PLAIN.test(text)) {
    const at = text.indexOf('?')
    return at === -1
      ? { path: text, search: '' }
      : { path: text.slice(0, at), search: text.length === at + 1 ? '' : text.slice(at) }
  }
  if (text === '*') return { path: '*', search: '' }
  // The name is put in front as text: as the base of `new URL` it would give way to `//other/path`.
  if (text.startsWith('/')) return targetOf(URL.parse(`http://origin${text}`))
  const url = URL.parse(text)
  const target = url?.protocol === 'http:' || url?.protocol === 'https:' ? targetOf(url) : undefined
  return target && url ? { ...target, host: url.host } : undefined
}

function targetOf(url: URL | null): Target | undefined {
  return url === null ? undefined : { path: url.pathname, search: url.search }
}

/** A header by its name in small letters; several lines of it are joined by commas. */
export function headerOf({ headers }: IncomingMessage, name: string): string | undefined {
  const value = headers[name]
  return Array.isArray(value) ? value.join(', ') : value
}

/** Who sent a request. */
interface Client {
  /** Aborts when the client goes away. Made when it is first read; few routes do. */
  readonly gone: AbortSignal
}

/**
 * What the shop reads of a request, straight from node:http: making a `Request` costs as much as
 * everything else about a short call.
 */
export class PortRequest implements ShopRequest {
  readonly method: string
  readonly url: string
  readonly #message: IncomingMessage
  readonly #body: string
  readonly #client: Client

  constructor(message: IncomingMessage, url: string, body: string, client: Client) {
    this.method = message.method ?? 'GET'
    this.url = url
    this.#message = message
    this.#body = body
    this.#client = client
  }

  get headers(): ShopRequest['headers'] {
    return { get: (name) => headerOf(this.#message, name.toLowerCase()) ?? null }
  }

  get signal(): AbortSignal {
    return this.#client.gone
  }

  text(): Promise<string> {
    return Promise.resolve(this.#body)
  }
}

/** The body of a request, or why there is none. */
export type RequestBody =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'too-large' }
  /** The client went away in the middle of it. */
  | { readonly kind: 'broken-off' }

const UTF8 = new TextDecoder()

/** Reads the whole body, unless it is too large. The caller then discards the rest. */
export async function readBody(
  message: IncomingMessage,
  response: ServerResponse,
  maxBytes: number,
): Promise<RequestBody> {
  if (Number(message.headers['content-length'] ?? 0) > maxBytes) return { kind: 'too-large' }
  // The client wants to know whether its body is welcome before it sends it.
  if (headerOf(message, 'expect')?.toLowerCase() === '100-continue') response.writeContinue()
  const chunks: Buffer[] = []
  let bytes = 0
  const { promise, resolve } = Promise.withResolvers<RequestBody>()
  const onData = (chunk: Buffer): void => {
    bytes += chunk.length
    if (bytes > maxBytes) resolve({ kind: 'too-large' })
    else chunks.push(chunk)
  }
  const onEnd = (): void => resolve({ kind: 'text', text: UTF8.decode(Buffer.concat(chunks)) })
  const onClose = (): void => resolve({ kind: 'broken-off' })
  // 'close' follows an 'error'; without a listener the error would end the process.
  message.on('data', onData).on('end', onEnd).on('close', onClose).on('error', onClose)
  try {
    return await promise
  } finally {
    message.off('data', onData).off('end', onEnd).off('close', onClose)
  }
}

/** Whether a request has a body. */
export function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
}

/**
 * Takes a body that nobody reads off the connection, so that the server sees what comes after it: the
 * next request, or the end. It breaks the connection after `maxBytes`.
 */
export function discardBody(message: IncomingMessage, maxBytes: number): void {
  if (message.complete || !hasBody(message)) return
  let bytes = 0
  message.on('error', () => {})
  message.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes > maxBytes) message.socket.destroy()
  })
}
