import type { IncomingMessage } from 'node:http'
import type { ShopRequest } from '../shop/reply.ts'

/**
 * What the shop reads of a request, straight from node:http's: a `Request` costs as much as all the
 * rest of a short call.
 */
export class PortRequest implements ShopRequest {
  readonly method: string
  readonly url: string
  readonly #message: IncomingMessage
  readonly #body: string
  readonly #gone: () => AbortSignal

  constructor(message: IncomingMessage, url: string, body: string, gone: () => AbortSignal) {
    this.method = message.method ?? 'GET'
    this.url = url
    this.#message = message
    this.#body = body
    this.#gone = gone
  }

  get headers(): ShopRequest['headers'] {
    return { get: (name) => headerOf(this.#message, name.toLowerCase()) ?? null }
  }

  get signal(): AbortSignal {
    return this.#gone()
  }

  text(): Promise<string> {
    return Promise.resolve(this.#body)
  }
}

/** A header by its name in small letters; what came in several lines is joined by commas. */
export function headerOf({ headers }: IncomingMessage, name: string): string | undefined {
  const value = headers[name]
  return Array.isArray(value) ? value.join(', ') : value
}
