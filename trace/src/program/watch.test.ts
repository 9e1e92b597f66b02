import { channel } from 'node:diagnostics_channel'
import { hash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { CallLog } from './call-log.ts'
import { digestOf } from './digest.ts'
import { Journal } from './journal.ts'
import { readJournals } from './read-journals.ts'
import { watchHttp } from './watch-http.ts'
import { watchUndici } from './watch-undici.ts'

/** Lets the channels say something, and returns the calls that were recorded. */
function recorded(say: () => void) {
  const dir = mkdtempSync(path.join(tmpdir(), 'overlap-watch-'))
  onTestFinished(() => rmSync(dir, { recursive: true }))
  const head = { client: '', epochMs: 0, startMs: 0 }
  const log = new CallLog(new Journal(dir, '1-0', head, 100), {
    dir,
    withQueries: true,
    withHeaders: false,
    limit: 100,
  })
  watchUndici(log)
  watchHttp(log)
  say()
  log.close()
  return readJournals({ dir, limit: 100, endedMs: 1000 }).trace.calls
}

const undici = (more: object) => ({
  request: {
    origin: 'http://shop.test',
    path: '/',
    method: 'GET',
    headers: [],
    body: null,
    ...more,
  },
})

const http = (method: string, headers: readonly string[] = []) => ({
  request: {
    method,
    protocol: 'http:',
    path: '/',
    host: 'shop.test',
    getHeader: () => 'shop.test',
    hasHeader: (name: string) => headers.includes(name),
  },
})

test('tunnels and upgrades are no calls', () => {
  const calls = recorded(() => {
    const created = channel('undici:request:create')
    created.publish(undici({ method: 'CONNECT', path: '/tunnel' }))
    created.publish(undici({ upgrade: 'websocket', path: '/socket' }))
    created.publish(undici({ path: '/undici' }))
    const createdHttp = channel('http.client.request.created')
    createdHttp.publish(http('CONNECT'))
    createdHttp.publish(http('GET', ['upgrade']))
    createdHttp.publish(http('GET'))
  })
  expect(calls.map(({ url }) => url)).toEqual(['http://shop.test/undici', 'http://shop.test/'])
})

test('calls with other headers, or with a body, have other fingerprints, or none', () => {
  const calls = recorded(() => {
    const created = channel('undici:request:create')
    for (const headers of [
      ['cookie', 'ann'],
      ['cookie', 'ann'],
      ['cookie', 'bob'],
    ]) {
      created.publish(undici({ headers }))
    }
    created.publish(undici({ body: 'text' }))
    created.publish(undici({ headers: 'cookie: ann\r\n' }))
  })
  const [first, second, other, withBody, asText] = calls.map(({ fingerprint }) => fingerprint)
  expect([second, asText]).toEqual([first, first])
  expect(other).not.toBe(first)
  expect(withBody).toBeUndefined()
})

test('a digest has a salt, so that nobody can find out a query by trying some', () => {
  expect(digestOf('a=1')).not.toBe(hash('sha1', 'a=1').slice(0, 12))
})
