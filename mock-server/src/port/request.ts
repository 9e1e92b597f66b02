import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ShopRequest } from '../shop/reply.ts'

/** The target in the first line of a request. */
export interface Target {
  /** The path, normalised: no `..`, no `\`. Its segments are not decoded. */
  readonly path: string
  /** From the question mark on, or `''`. */
  readonly search: string
  /** The host of an absolute form (`GET http://host/path`), which wins over the Host header. */
  readonly host?: string
}

/**
 * Matches a path, with or without a query, that `URL` would not change. Nearly all requests have
 * such a path.
 */
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
  // The origin is added as text, because as the base of `new URL`, `//other/path` would replace it.
  if (text.startsWith('/')) return targetOf(URL.parse(`http://origin${text}`))
  const url = URL.parse(text)
  const target = url?.protocol === 'http:' || url?.protocol === 'https:' ? targetOf(url) : undefined
  return target && url ? { ...target, host: url.host } : undefined
}

function targetOf(url: URL | null): Target | undefined {
  return url === null ? undefined : { path: url.pathname, search: url.search }
}

/** A header by its name in lower case. Several lines of it are joined by commas. */
export function headerOf({ headers }: IncomingMessage, name: string): string | undefined {
  const value = headers[name]
  return Array.isArray(value) ? value.join(', ') : value
}

/** The client that sent a request. */
interface Client {
  /** Aborts when the client disconnects. Made on first use, because few routes use it. */
  readonly gone: AbortSignal
}

/**
 * The properties of a request that the shop reads, directly from node:http. Making a `Request`
 * costs as much as the rest of a short call.
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
  /** The client disconnected in the middle of the body. */
  | { readonly kind: 'broken-off' }

const UTF8 = new TextDecoder()

/** Reads the whole body, unless it is too large. The caller then discards the rest. */
export async function readBody(
  message: IncomingMessage,
  response: ServerResponse,
  maxBytes: number,
): Promise<RequestBody> {
  if (Number(message.headers['content-length'] ?? 0) > maxBytes) return { kind: 'too-large' }
  // The client waits for this before it sends its body.
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
 * Discards a body that no route reads, so that the server gets to the next request, or to the end
 * of the connection. It breaks the connection after `maxBytes`.
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
