import type { FailureInput } from '../network/failure-kinds.ts'
import type { NetworkInput, NetworkOverridesInput } from '../network/types.ts'

/** What a client sees; a pattern if that depends on how the bytes arrive. */
type Cell = string | RegExp

/** One network, and what each client sees of `GET /todos/1` through it. */
export interface Row {
  readonly network: NetworkInput
  /** How long the clients wait. Short where they time out. */
  readonly patienceMs?: number
  /** Node's `fetch` in process, in virtual time and on a port, and every client without its own cell. */
  readonly fetch: string
  /** Node's `fetch` and `undici.request` on a port, where a port cannot do the same. */
  readonly port?: string
  /** `undici.request` follows no redirects. */
  readonly undici?: string
  /** By its exit code. */
  readonly curl?: Cell
  /** By the class of its exception. */
  readonly aiohttp?: Cell
  /** By the name of its network error. */
  readonly chromium?: Cell
  /** Through msw's `setupServer`, whose errors have no code of their own. */
  readonly msw?: Cell
}

const fault = (failure: FailureInput): NetworkInput => ({
  failures: [{ ...failure, route: '/todos/1' }],
})
const onRoute = (settings: NetworkOverridesInput): NetworkInput => ({
  routes: { '/todos/1': settings },
})
const whole = '200, 87 bytes'
const half = '200, 43 bytes'
const head = '200, 0 bytes'

/** Every client times out, before or after the headers. */
const inVain = (seen: string): Omit<Row, 'network'> => ({
  patienceMs: 500,
  fetch: `${seen}timed out`,
  curl: `${seen}exit 28`,
})
const reset = {
  port: 'ECONNRESET',
  curl: 'exit 56',
  aiohttp: 'ClientOSError',
  chromium: 'ERR_CONNECTION_RESET',
  msw: 'fetch failed',
}
/** If a body fails, a page may get fewer bytes than have arrived. */
const shorter = /^200, \d+ bytes, ERR_CONTENT_LENGTH_MISMATCH$/
/**
 * aiohttp reads ahead, so bad bytes right after the headers can spoil them. If the bad bytes arrive
 * later, it may wait for a valid end until it times out.
 */
const spoiled = /^(?:200, \d+ bytes(?:, ClientPayloadError|, timed out)?|ClientResponseError)$/

/** Every kind of failure, and every way to pace a call. */
export const table: readonly Row[] = [
  // Another reply replaces the shop's.
  { network: fault({ kind: 'status', status: 503, retryAfter: 2 }), fetch: '503, 59 bytes' },
  { network: fault({ kind: 'status', status: 200, body: 'hello' }), fetch: '200, 5 bytes' },
  { network: fault({ kind: 'status', status: 204 }), fetch: '204, 0 bytes' },
  {
    network: fault({ kind: 'status', status: 302, headers: { location: '/todos/3' } }),
    fetch: '200, 83 bytes',
    undici: '302, 59 bytes',
    curl: '302, 59 bytes',
  },
  // Some clients react to these two statuses by themselves.
  {
    network: fault({ kind: 'status', status: 421 }),
    fetch: '421, 59 bytes',
    port: '421, 59 bytes (2 calls)',
    undici: '421, 59 bytes',
    curl: '421, 59 bytes',
    aiohttp: '421, 59 bytes',
  },
  {
    network: fault({ kind: 'status', status: 407 }),
    fetch: 'fetch failed',
    undici: '407, 59 bytes',
    curl: '407, 59 bytes',
    aiohttp: '407, 59 bytes',
    chromium: 'ERR_UNEXPECTED_PROXY_AUTH',
  },
  { network: fault({ kind: 'garbage' }), fetch: '200, 71 bytes' },
  { network: { rateLimit: { limit: 1, windowMs: 60_000 } }, fetch: '429, 77 bytes' },

  // No connection is established. A listening port can only reset it or stay silent.
  { network: fault({ kind: 'refused' }), fetch: 'ECONNREFUSED', ...reset },
  { network: fault({ kind: 'dns' }), fetch: 'ENOTFOUND', ...reset },
  { network: fault({ kind: 'connect-timeout' }), ...inVain('') },

  // The connection breaks before a reply.
  { network: fault({ kind: 'reset' }), fetch: 'ECONNRESET', ...reset },
  {
    network: fault({ kind: 'empty' }),
    fetch: 'UND_ERR_SOCKET',
    curl: 'exit 52',
    aiohttp: 'ServerDisconnectedError',
    chromium: 'ERR_EMPTY_RESPONSE',
    msw: 'fetch failed',
  },
  {
    network: fault({ kind: 'not-http' }),
    fetch: 'fetch failed',
    undici: 'Response does not match the HTTP/1.1 protocol (Expected HTTP/, RTSP/ or ICE/)',
    curl: 'exit 1',
    aiohttp: 'ClientResponseError',
    chromium: 'ERR_INVALID_HTTP_RESPONSE',
    msw: 'fetch failed',
  },
  { network: fault({ kind: 'hang' }), ...inVain('') },

  // The body does not arrive as the headers promise.
  {
    network: fault({ kind: 'reset-body' }),
    fetch: `${half}, ECONNRESET`,
    curl: `${half}, exit 56`,
    aiohttp: `${half}, ClientPayloadError`,
    chromium: /^200, \d+ bytes, ERR_CONNECTION_RESET$/,
    msw: `${half}, UND_ERR_SOCKET`,
  },
  {
    network: fault({ kind: 'reset-body', afterBytes: 0 }),
    fetch: `${head}, ECONNRESET`,
    curl: `${head}, exit 56`,
    aiohttp: `${head}, ClientPayloadError`,
    chromium: `${head}, ERR_CONNECTION_RESET`,
    msw: `${head}, UND_ERR_SOCKET`,
  },
  {
    network: fault({ kind: 'truncated' }),
    fetch: `${half}, UND_ERR_SOCKET`,
    curl: `${half}, exit 18`,
    aiohttp: `${half}, ClientPayloadError`,
    chromium: shorter,
  },
  {
    network: fault({ kind: 'truncated', afterBytes: 0 }),
    fetch: `${head}, UND_ERR_SOCKET`,
    curl: `${head}, exit 18`,
    aiohttp: `${head}, ClientPayloadError`,
    chromium: shorter,
  },
  { network: fault({ kind: 'stall' }), ...inVain(`${half}, `) },
  { network: fault({ kind: 'stall', afterBytes: 0 }), ...inVain(`${head}, `) },
  {
    network: fault({ kind: 'malformed-chunk' }),
    patienceMs: 600,
    fetch: `${half}, terminated`,
    undici: `${half}, Response does not match the HTTP/1.1 protocol (Invalid character in chunk size)`,
    curl: /^200, \d+ bytes, exit 56$/,
    aiohttp: spoiled,
    chromium: /^200, \d+ bytes, ERR_INVALID_CHUNKED_ENCODING$/,
    msw: `${half}, UND_ERR_SOCKET`,
  },
  {
    network: fault({ kind: 'wrong-length', byBytes: 10 }),
    fetch: `${whole}, UND_ERR_SOCKET`,
    curl: `${whole}, exit 18`,
    aiohttp: `${whole}, ClientPayloadError`,
    chromium: shorter,
  },
  {
    network: fault({ kind: 'wrong-length', byBytes: -10 }),
    patienceMs: 600,
    fetch: '200, 77 bytes',
    aiohttp: spoiled,
  },

  // The fault comes after the last byte, so it has no effect.
  { network: fault({ kind: 'truncated', afterBytes: 87 }), fetch: whole },
  { network: fault({ kind: 'stall', afterBytes: 87 }), fetch: whole },
  { network: fault({ kind: 'reset-body', afterBytes: 88 }), fetch: whole },
  { network: fault({ kind: 'malformed-chunk', afterBytes: 88 }), fetch: whole },

  // Slow but complete.
  { network: fault({ kind: 'slow-headers', delayMs: 20 }), fetch: whole },
  { network: fault({ kind: 'trickle', bytesPerSecond: 2_000 }), fetch: whole },
  { network: { latency: 5, firstByteMs: 5 }, fetch: whole },
  { network: { bandwidth: { bytesPerSecond: 5_000 } }, fetch: whole },
  { network: { bandwidth: { bytesPerSecond: 5_000, shared: true } }, fetch: whole },

  // The headers arrive long before the body.
  { network: onRoute({ firstByteMs: 60_000 }), ...inVain(`${head}, `) },
  { network: onRoute({ bandwidth: { bytesPerSecond: 0.01 } }), ...inVain(`${head}, `) },
]

/** What a client must see. */
export function expectedOf(row: Row, transport: string): Cell {
  const overPort = row.port ?? row.fetch
  switch (transport) {
    case 'in process':
    case 'virtual time':
      return row.fetch
    case 'mockHandlers':
      return row.msw ?? row.fetch
    case 'undici.request':
      return row.undici ?? overPort
    case 'curl':
      return row.curl ?? overPort
    case 'aiohttp':
      return row.aiohttp ?? overPort
    case 'Chromium':
      return row.chromium ?? overPort
    default:
      return overPort
  }
}
