import { afterAll, describe, expect, test } from 'vitest'
import { failureKindNames } from '../network/failure-kinds.ts'
import { closeBrowser } from './chromium.ts'
import { transports, type Seen } from './clients.ts'
import { expectedOf, table } from './table.ts'

afterAll(closeBrowser)

describe('the same network does the same to every client', () => {
  test.for(transports)('$name', { timeout: 180_000 }, async (transport, context) => {
    const reason = await transport.missing?.()
    if (reason !== undefined) context.skip(reason)
    const seen: Record<string, Seen> = {}
    const rows = table.values()
    const callAll = async (): Promise<void> => {
      for (const { network, patienceMs = 60_000 } of rows) {
        seen[JSON.stringify(network)] = await transport.call({ network, patienceMs })
      }
    }
    await Promise.all(Array.from({ length: transport.atOnce }, callAll))
    const wanted = table.map((row) => {
      const cell = expectedOf(row, transport.name)
      const matcher = typeof cell === 'string' ? cell : expect.stringMatching(cell)
      return [JSON.stringify(row.network), matcher] as const
    })
    expect(seen).toEqual(Object.fromEntries(wanted))
  })
})

test('the table has every kind of failure', () => {
  const kinds = table.flatMap(({ network }) => network.failures?.map(({ kind }) => kind) ?? [])
  expect(new Set(kinds)).toEqual(new Set(failureKindNames))
})
