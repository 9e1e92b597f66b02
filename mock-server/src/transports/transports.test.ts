import { describe, expect, test } from 'vitest'
import { failureKindNames } from '../network/failure-kinds.ts'
import { overPort, withoutPort, type Transport } from './clients.ts'
import { expectedOf, table } from './table.ts'

describe('every client sees what the table says', () => {
  test.for(withoutPort)('$name', seesTheTable)
  describe.concurrent('on a port', () => {
    test.for(overPort)('$name', seesTheTable)
  })
})

async function seesTheTable(
  transport: Transport,
  context: { expect: typeof expect; skip(reason: string): void },
): Promise<void> {
  const reason = await transport.missing?.()
  if (reason !== undefined) context.skip(reason)
  const seen = await transport.callAll(
    table.map(({ network, patienceMs = 60_000 }) => ({ network, patienceMs })),
  )
  const named = (cells: readonly unknown[]): unknown =>
    Object.fromEntries(table.map(({ network }, index) => [JSON.stringify(network), cells[index]]))
  const wanted = table.map((row) => {
    const cell = expectedOf(row, transport.name)
    return typeof cell === 'string' ? cell : expect.stringMatching(cell)
  })
  context.expect(named(seen)).toEqual(named(wanted))
}

test('the table covers every kind of failure', () => {
  const kinds = table.flatMap(({ network }) => network.failures?.map(({ kind }) => kind) ?? [])
  expect(new Set(kinds)).toEqual(new Set(failureKindNames))
})
