import { toHar } from '@overlap/trace'
import { expect, test } from 'vitest'
import { startMockApi } from '../mount/start-mock-api.ts'
import { serveMockApi } from './serve-mock-api.ts'
import type { NetworkInput } from '../network/types.ts'

const network: NetworkInput = {
  routes: { '/todos/2': { failures: [{ kind: 'status', status: 503, retryAfter: 2 }] } },
}

test.each([
  ['in process', () => startMockApi(network)],
  ['on a port', () => serveMockApi(network)],
])('a HAR has headers, status texts and MIME types, without secrets, %s', async (_where, open) => {
  await using api = await open()
  const headers = { accept: 'application/json', authorization: 'Bearer abc' }
  await (await fetch(api.url('/todos/1'), { headers })).json()
  await (await fetch(api.url('/todos/2'))).text()
  await (await fetch(api.url('/reports/1'))).text()
  const { entries } = toHar(api.trace).log

  expect(entries.map(({ response }) => [response.status, response.statusText])).toEqual([
    [200, 'OK'],
    [503, 'Service Unavailable'],
    [200, 'OK'],
  ])
  expect(entries.map(({ response }) => response.content.mimeType)).toEqual([
    'application/json',
    expect.stringMatching(/^application\/(?:problem\+)?json$/u),
    'application/x-ndjson',
  ])
  expect(entries[0]?.request.headers).toEqual(
    expect.arrayContaining([
      { name: 'accept', value: 'application/json' },
      { name: 'authorization', value: '[masked]' },
    ]),
  )
  expect(entries[1]?.response.headers).toContainEqual({ name: 'retry-after', value: '2' })
  expect(JSON.stringify(api.trace)).not.toContain('Bearer abc')
})
