import { describe, expect, test } from 'vitest'
import { compare, settings } from './compare.ts'

const names = [
  'one call',
  'both at once (lesson 07)',
  'timeout after 400 ms, retry',
  'afterMs: 150 (the mean)',
  "afterMs: 'p95'",
  "afterMs: 'p95', maxExtra: 0.05",
]

/** The tables in the README: calls, mean, median and p99. */
const tables: Record<string, readonly (readonly number[])[]> = {
  'a server with a long tail': [
    [2000, 151, 84, 1345],
    [4000, 82, 66, 314],
    [2111, 135, 83, 663],
    [2475, 116, 84, 388],
    [2119, 131, 83, 575],
    [2100, 134, 84, 655],
  ],
  'a busy server that is slow for a second': [
    [1000, 89, 51, 440],
    [2000, 4401, 4478, 8396],
    [1700, 2499, 2349, 5996],
    [1740, 2463, 2282, 6144],
    [1939, 2785, 2785, 5539],
    [1031, 110, 55, 491],
  ],
}

describe.each(Object.keys(settings))('%s', (setting) => {
  test('each way costs and brings what the README says', async () => {
    const table = await compare(setting)
    expect(Object.entries(table).map(([name, row]) => [name, ...Object.values(row)])).toEqual(
      names.map((name, i) => [name, ...(tables[setting]?.[i] ?? [])]),
    )
  })
})
