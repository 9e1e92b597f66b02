import { expect, test } from 'vitest'
import { serveMockApi } from '../serve.ts'
import { startMockApi } from './start-mock-api.ts'
import { clumsyArguments } from '../testing/clumsy-arguments.ts'
import { clumsyReading } from '../testing/clumsy-reading.ts'
import { wordsOf, type Use } from '../testing/uses-of-fetch.ts'

async function endOf(use: Use, fetch: typeof globalThis.fetch, origin: string): Promise<unknown> {
  try {
    return { value: await use(fetch, origin) }
  } catch (error) {
    return { error: wordsOf(error) }
  }
}

/** The same words whatever the host is called. */
const anyHost = (end: unknown, origin: string): unknown =>
  JSON.parse(
    JSON.stringify(end, (_key, value: unknown) => (value === undefined ? 'undefined' : value))
      .replaceAll(origin, 'http://shop.test')
      .replaceAll(new URL(origin).host, 'shop.test'),
  )

const realFetch = globalThis.fetch

test.each(Object.entries({ ...clumsyArguments, ...clumsyReading }))(
  '%s: ends as with Node’s own fetch',
  async (_, use) => {
    await using server = await serveMockApi({}, { port: 0 })
    const real = anyHost(await endOf(use, realFetch, server.origin), server.origin)
    using api = startMockApi()
    const simulated = anyHost(await endOf(use, api.fetch, api.origin), api.origin)
    expect(simulated).toEqual(real)
  },
)
