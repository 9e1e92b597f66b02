import fc from 'fast-check'

/** Bytes that are no good request, and how their sender goes on. */
export interface Malformed {
  /** As latin-1. */
  readonly bytes: string
  /** In how many writes they are sent, one a turn of the loop. */
  readonly pieces: number
  /** It waits for the end, closes its half, or drops the connection. */
  readonly ending: 'wait' | 'close' | 'drop'
}

const bytes = (maxLength: number): fc.Arbitrary<string> =>
  fc.uint8Array({ maxLength }).map((array) => Buffer.from(array).toString('latin1'))

const method = fc.constantFrom('GET', 'POST', 'PUT', 'HEAD', 'OPTIONS', 'DELETE', 'PATCH', 'TRACE')
const badMethod = fc.constantFrom('get', 'G ET', '', 'GETT', 'CONNECT', 'PRI', 'M-SEARCH', '\0')
const path = fc.constantFrom(
  '/todos/1',
  '/orders',
  '/products?limit=100',
  '/reports/1?rows=5',
  '/_network',
  '/_trace.har',
  '/nowhere',
)
const pathTrick = fc
  .array(
    fc.oneof(
      fc.constantFrom('/', '..', '.', '%2e', '%2f', '%00', '%', '%zz', '\\', '//', ';', '?', '#'),
      fc.constantFrom('todos', 'orders', '_network', '_trace', '@', ':', '[', '\xff', 'é', '*'),
      fc.constantFrom('http://', 'https://127.0.0.1', 'ftp://', 'a'.repeat(2_000)),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''))
const version = fc.oneof(
  { weight: 60, arbitrary: fc.constant('HTTP/1.1') },
  fc.constantFrom('HTTP/1.0', 'HTTP/0.9', 'HTTP/2.0', 'HTTP/9.9', 'http/1.1', 'HTTP/1.1 x', ''),
)

const goodHeader = fc.constantFrom(
  'Accept-Encoding: gzip;q=zz,,;',
  'If-None-Match: W/"x',
  'Idempotency-Key: k',
  'X-Api-Key: k',
  'Range: bytes=9-1',
  'Origin: null',
  'Access-Control-Request-Method: GET',
)
const badHeader = fc.oneof(
  fc.constantFrom(
    'Host',
    ': x',
    'X : y',
    ' folded',
    'X: a\rb',
    'X: \0',
    'Host: [',
    'Host: a, b',
    'Expect: 100-continue',
    'Expect: the unexpected',
    'Connection: upgrade\r\nUpgrade: websocket',
    'Connection: close, close',
    'Content-Length: -1',
    'Content-Length: 1e9',
    'Content-Length: 99999999999999999999',
    'Content-Length: 5\r\nContent-Length: 6',
    'Transfer-Encoding: chunked, chunked',
    'Transfer-Encoding: gzip',
    'Content-Length: 5\r\nTransfer-Encoding: chunked',
    `X-Long: ${'x'.repeat(17_000)}`,
    'X: y\r\n'.repeat(3_000).trimEnd(),
  ),
  bytes(60).map((value) => `X: ${value}`),
)

const json = fc.oneof(
  fc.json(),
  fc.constantFrom(
    '{"userId":1,"items":[{"productId":7,"quantity":1}',
    '{"userId":1e999,"items":[]}',
    '{"__proto__":{"latency":1},"latency":{"uniform":[9,1]}}',
    '{"failures":[{"kind":"reset","probability":2}]}',
    '['.repeat(50_000),
    '"\\ud800"',
    '\xef\xbb\xbf{}',
  ),
  bytes(100),
)

/** A body, and a header that says how long it is; not always the truth. */
const framed = fc.oneof(
  json.map((body) => [`Content-Length: ${body.length}`, body] as const),
  fc.tuple(json, fc.integer({ min: -50, max: 5_000 })).map(([body, off]) => {
    return [`Content-Length: ${Math.max(0, body.length + off)}`, body] as const
  }),
  json.map((body) => ['Transfer-Encoding: chunked', chunk(body) + chunk('')] as const),
  json.map((body) => ['Transfer-Encoding: chunked', chunk(body).repeat(20)] as const),
  fc
    .constantFrom(
      'g\r\n',
      '-1\r\nx',
      '5;',
      `5;${'x'.repeat(20_000)}\r\n`,
      'ffffffffffffffffff\r\n',
      '\r\n',
    )
    .map((wrong) => ['Transfer-Encoding: chunked', wrong] as const),
  fc.constant(['Content-Length: 10000000', 'x'.repeat(100_000)] as const),
  fc.constant(['X: no body', ''] as const),
)

function chunk(body: string): string {
  return `${body.length.toString(16)}\r\n${body}\r\n`
}

const nearlyRequest = fc
  .tuple(
    fc.oneof({ weight: 15, arbitrary: method }, badMethod),
    fc.oneof(path, pathTrick),
    version,
    fc.constantFrom(...Array<string>(8).fill('Host: 127.0.0.1'), 'Host: evil.test', 'No: host'),
    fc.array(fc.oneof({ weight: 8, arbitrary: goodHeader }, badHeader), { maxLength: 3 }),
    framed,
    fc.constantFrom(...Array<string>(15).fill('\r\n'), '\n'),
  )
  .map(([method, path, version, host, headers, [framing, body], newline]) => {
    const lines = [`${method} ${path} ${version}`.trim(), host, ...headers, framing]
    return lines.join(newline) + newline + newline + body
  })

const noRequest = fc.oneof(
  bytes(200),
  fc.constantFrom(
    '\r\n'.repeat(100),
    '\x16\x03\x01\x02\x00\x01',
    'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  ),
)

/** Requests that are wrong in one way or another; a few turn out to be good. */
export const malformed: fc.Arbitrary<Malformed> = fc.record({
  bytes: fc.oneof({ weight: 9, arbitrary: nearlyRequest }, noRequest),
  pieces: fc.constantFrom(1, 1, 1, 2, 7),
  ending: fc.constantFrom('close', 'close', 'drop', 'wait'),
})
