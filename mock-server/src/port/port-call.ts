import type { ResponseHead, ServerTimes } from '@overlap/trace'
import { CallRecord } from '../call/call-record.ts'
import { Stop } from '../call/stop.ts'
import type { CallInTransit } from '../call/transmit.ts'
import type { NetworkCall } from '../network/model.ts'
import type { Plan } from '../network/plan.ts'
import { unread, type ShopReply } from '../shop/reply.ts'
import { serve } from '../shop/route.ts'
import type { RouteMatch } from '../shop/router.ts'
import type { PortEvent } from './events.ts'
import { until, type HttpExchange } from './http-exchange.ts'
import type { Port, PortCounts } from './port.ts'
import { headerOf, PortRequest } from './request.ts'

/**
 * One call that arrived over a socket. It ends once: it is answered, broken off, or aborted by its
 * client.
 */
export class PortCall implements CallInTransit {
  readonly exchange: HttpExchange
  readonly #port: Port
  readonly #counts: PortCounts
  readonly #record: CallRecord
  readonly #url: string
  readonly #match: RouteMatch | undefined
  readonly #gone = new Stop()
  #abortMs = 0
  #hasLeft = false
  /** The body of the request, once it was read. */
  body = ''

  /** Called when the headers of the request have arrived. */
  constructor(port: Port, exchange: HttpExchange, match?: RouteMatch) {
    this.exchange = exchange
    this.#port = port
    this.#match = match
    const { message, target, connection } = exchange
    this.#url = port.origin + target.path + target.search
    this.#counts = port.counts
    this.#record = new CallRecord(port.recorder, port.counts, {
      method: message.method ?? 'GET',
      url: this.#url,
      idempotencyKey: headerOf(message, 'idempotency-key') ?? '',
      headers: message.headers,
    })
    connection.calls.add(this)
    this.#emit('sent')
  }

  /** The call as the network sees it now. */
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

  /** Aborts when the server notices that the client has disconnected. */
  get gone(): AbortSignal {
    return this.#gone.signal
  }

  get isOver(): boolean {
    return this.#record.isOver
  }

  /** Whether the client has closed the connection. The server may not have noticed yet. */
  get hasLeft(): boolean {
    return this.#hasLeft
  }

  /** The client already has a connection, because sockets are real here. */
  setOut({ abortMs }: Plan): void {
    this.#abortMs = abortMs
  }

  wait(ms: number): Promise<void> {
    return this.#port.timers.wait(ms, this.#gone)
  }

  /** The client decides how long it waits. */
  waitInQueue<T>(turn: Promise<T>): Promise<T> {
    return turn
  }

  reach(moment: keyof ServerTimes): void {
    this.#record.reach(moment)
  }

  serve(): ShopReply | Promise<ShopReply> {
    if (this.#match === undefined) return unread
    const { route, params } = this.#match
    const request = new PortRequest(this.exchange.message, this.#url, this.body, this)
    return serve(this.#port.shop, route, { request, params })
  }

  /** The head of the reply is written. */
  headers(status: number, head: ResponseHead): void {
    this.#record.headers(status, head)
    this.#emit('answered')
  }

  bytes(count: number): void {
    this.#record.bytes(count)
  }

  /**
   * The whole reply is written. The call ends when the last byte has been sent. For a short reply,
   * that has already happened.
   */
  written(): void | Promise<void> {
    const { response } = this.exchange
    if (response.writableLength === 0) return this.#complete()
    return until(response, 'finish', this.gone).then(() => this.#complete())
  }

  /** The connection breaks, by a fault or because the port is closed. */
  fail(error: string): void {
    if (this.isOver) return
    this.#end('network-error', error)
    this.#abort()
  }

  /** The client has closed the connection; the server notices `abortMs` later. */
  leave(): void {
    this.#hasLeft = true
    if (this.#abortMs > 0) setTimeout(() => this.#noticeLeaving(), this.#abortMs).unref()
    else this.#noticeLeaving()
  }

  #noticeLeaving(): void {
    if (this.isOver) return
    this.#end('aborted', 'the client has gone away')
    // A port notices every client that disconnects, even in the middle of a request.
    this.#record.clientGone(true)
    this.#abort()
  }

  #complete(): void {
    if (this.isOver) return
    this.#record.reach('doneMs')
    this.#end(this.#record.isAnsweredBadly ? 'http-error' : 'ok')
  }

  #end(outcome: 'ok' | 'http-error' | 'network-error' | 'aborted', error?: string): void {
    this.exchange.connection.calls.delete(this)
    this.#record.end(outcome, error)
    if (outcome === 'http-error' || outcome === 'network-error') this.#counts.failed += 1
    this.#emit('ended')
  }

  #abort(): void {
    this.#gone.come(new DOMException('The client has gone away', 'AbortError'))
  }

  #emit(type: Exclude<PortEvent['type'], 'network' | 'reset'>): void {
    const { events } = this.#port
    if (events.hasListeners) events.emit({ type, call: structuredClone(this.#record.call) })
  }
}
