import { expect, test } from 'vitest'
import { compareConnections } from './compare-connections.ts'
import { compareErrors } from './compare-errors.ts'
import { compareHttp2 } from './compare-http2.ts'
import { compareUnread } from './compare-unread.ts'
import { compare } from './compare.ts'

test('each way opens as many connections as the README says', async () => {
  const opened = Object.entries(await compare()).map(([way, row]) => [way, ...Object.values(row)])
  expect(opened).toEqual([
    ['fetch, as it is', 20, 0],
    ['a new Agent for each call', 20, 20],
    ['one Agent', 20, 0],
    ['one Agent, connections: 4', 4, 0],
    ['createClient, connections: 4', 4, 0],
    ['node:http, maxSockets: 4', 4, 0],
  ])
})

test('callers see the errors that the README names', async () => {
  expect(await compareErrors()).toEqual({
    'stale: the server resets it': 'fetch failed, cause: ECONNRESET',
    'stale: the server closes it': 'fetch failed, cause: UND_ERR_SOCKET',
    'stale: with createClient': 'status 200',
    'no handshake': 'fetch failed, cause: UND_ERR_CONNECT_TIMEOUT',
  })
})

test('by default, an agent uses HTTP/2, and sends all calls over one connection', async () => {
  const rows = Object.values(await compareHttp2()).map((row) => Object.values(row))
  expect(rows).toEqual([
    ['1.1', 1, 1, '/slow /quick/1 /quick/2 /quick/3'],
    ['2.0', 1, 4, '/quick/1 /quick/2 /quick/3 /slow'],
  ])
})

test('a body that nothing reads blocks its connection without a timeout, if it is large', async () => {
  expect(await compareUnread()).toEqual({
    'after an unread body of 65,535 bytes, the next call': 'is answered',
    'after an unread body of 65,536 bytes, the next call': 'waits',
    'bodyTimeout, and the server is silent': 'Body Timeout Error',
    'bodyTimeout, and nothing reads': '1000000 bytes arrive later',
  })
})

test('more connections than the server needs only move the wait into the server', async () => {
  const rows = Object.entries(await compareConnections()).map(([limit, row]) => [
    Number(limit),
    ...Object.values(row),
  ])
  expect(rows).toEqual([
    [4, '3071 ms', '65', '0 ms', '0'],
    [8, '1583 ms', '126', '0 ms', '0'],
    [12, '1167 ms', '171', '4 ms', '0'],
    [16, '1101 ms', '182', '20 ms', '0'],
    [32, '1101 ms', '182', '93 ms', '0'],
    [64, '331 ms', '142', '74 ms', '153'],
  ])
})
