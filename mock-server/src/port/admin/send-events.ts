import type { PortEvent } from '../events.ts'
import type { HttpExchange } from '../http-exchange.ts'
import type { Port } from '../port.ts'

const COUNTERS_EVERY_MS = 1_000
const HEARTBEAT_EVERY_MS = 15_000

/**
 * `GET /_events`: every event, and the counters each second, until the client disconnects.
 *
 * A client that reads too slowly misses events, and gets their number, because the buffer for each
 * client is limited.
 */
export function sendEvents(port: Port, { message, response }: HttpExchange): undefined {
  const cors = port.admin.token === undefined ? {} : { 'access-control-allow-origin': '*' }
  response.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    ...cors,
  })
  if (message.method === 'HEAD') {
    response.end()
    return
  }
  let missed = 0
  const send = (type: string, data: unknown): void => {
    if (response.writableLength > port.limits.maxEventBytes) {
      missed += 1
      return
    }
    if (missed > 0) response.write(eventText('missed', missed))
    missed = 0
    response.write(eventText(type, data))
  }
  const sendCounters = (): void => send('counters', port.counters())
  const stop = port.events.listen((event) => send(event.type, contentOf(event)))
  const counters = setInterval(sendCounters, COUNTERS_EVERY_MS).unref()
  const heartbeat = setInterval(() => {
    if (response.writableLength === 0) response.write(': heartbeat\n\n')
  }, HEARTBEAT_EVERY_MS).unref()
  response.once('close', () => {
    stop()
    clearInterval(counters)
    clearInterval(heartbeat)
  })
  sendCounters()
}

function contentOf(event: PortEvent): unknown {
  switch (event.type) {
    case 'network':
      return event.network
    case 'reset':
      return {}
    default:
      return event.call
  }
}

/** JSON has no line breaks, so one data line is enough. */
function eventText(type: string, data: unknown): string {
  return `event: ${type}\ndata: ${JSON.stringify(data)}\n\n`
}
