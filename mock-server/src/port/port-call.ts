import type { ServerTimes } from '@overlap/trace'
import { CallRecord } from '../call/call-record.ts'
import type { CallInTransit } from '../call/transmit.ts'
import type { NetworkCall } from '../network/model.ts'
import { unread, type ShopReply } from '../shop/reply.ts'
import type { RouteMatch } from '../shop/router.ts'
import type { PortEvent } from './events.ts'
import type { HttpExchange } from './http-exchange.ts'
import type { PortCounts } from './port.ts'
import { headerOf, PortRequest } from './request.ts'
import type { Port } from './port.ts'

/** One call that came over a socket: answered, broken off or given up, once and for all. */
export class PortCall implements CallInTransit {
  readonly exchange: HttpExchange
  readonly #port: Port
  readonly #counts: PortCounts
  readonly #log: CallRecord
  readonly #url: string
  readonly #match: RouteMatch | undefined
  #gone: AbortController | undefined
  #hasLeft = false
  /** The body of the request, once it was read. */
  body = ''

  /** The request's headers have come. */
  constructor(port: Port, exchange: HttpExchange, match?: RouteMatch) {
    this.exchange = exchange
    this.#port = port
    this.#match = match
    const { message, target, connection } = exchange
    this.#url = port.origin + target.path + target.search
    this.#counts = port.counts
    this.#log = new CallRecord(port.recorder, port.counts, {
      method: message.method ?? 'GET',
      url: this.#url,
      idempotencyKey: headerOf(message, 'idempotency-key') ?? '',
    })
    connection.calls.add(this)
    this.#tell('sent')
  }

  /** The call as the network sees it, now. */
  get seen(): NetworkCall {
    const { message, target } = this.exchange
    const seen = {
      method: message.method ?? 'GET',
      path: target.path + target.search,
      route: this.#match?.route.pattern ?? '',
      atMs: performance.now(),
    }
    const key = headerOf(message, 'x-api-key')
    return key === undefined ? seen : { ...seen, key }
  }

  /** Aborts when the client has gone away. Made when somebody asks: most calls need none. */
  get gone(): AbortSignal {
    this.#gone ??= new AbortController()
    if (this.#hasLeft) this.#gone.abort(hasGone())
    return this.#gone.signal
  }

  get isOver(): boolean {
    return this.#log.isOver
  }

  reach(moment: keyof ServerTimes): void {
    this.#log.reach(moment)
  }

  /** Sockets are real here: the client has a connection already. */
  setOut(): void {}

  wait(ms: number): Promise<void> {
    return this.#port.timers.wait(ms, this.gone)
  }

  serve(): ShopReply | Promise<ShopReply> {
    if (this.#match === undefined) return unread
    const { route, params } = this.#match
    const request = new PortRequest(this.exchange.message, this.#url, this.body, () => this.gone)
    return route.reply({ request, params })
  }

  headers(status: number): void {
    this.#log.headers(status)
    this.#tell('answered')
  }

  bytes(count: number): void {
    this.#log.bytes(count)
  }

  /** The last byte is on its way. */
  complete(): void {
    if (!this.isOver) this.#end(this.#log.isAnsweredBadly ? 'http-error' : 'ok')
  }

  /** The connection breaks, by a fault or because the port is closed. */
  fail(error: string): void {
    if (this.isOver) return
    this.#end('network-error', error)
    this.#hangUp()
  }

  /** The client has closed the connection. */
  leave(): void {
    if (this.isOver) return
    this.#end('aborted', 'the client has gone away')
    this.#log.clientGone()
    this.#hangUp()
  }

  #end(outcome: 'ok' | 'http-error' | 'network-error' | 'aborted', error?: string): void {
    this.exchange.connection.calls.delete(this)
    this.#log.end(outcome, error)
    if (outcome === 'http-error' || outcome === 'network-error') this.#counts.failed += 1
    this.#tell('ended')
  }

  #hangUp(): void {
    this.#hasLeft = true
    this.#gone?.abort(hasGone())
  }

  #tell(type: Exclude<PortEvent['type'], 'network' | 'reset'>): void {
    const { events } = this.#port
    if (events.hasListeners) events.emit({ type, call: structuredClone(this.#log.call) })
  }
}

function hasGone(): DOMException {
  return new DOMException('The client has gone away', 'AbortError')
}
