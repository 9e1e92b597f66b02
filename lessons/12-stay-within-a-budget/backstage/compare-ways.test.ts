import { describe, expect, test } from 'vitest'
import { mediansOf, playWay, wayNames, type Outcome } from './compare-ways.ts'

const seeds = 5

/** The tables in the README. */
const tables = [
  {
    outageMs: 1000,
    rows: {
      'no retry': [200, 76, 123, 300_000],
      'three retries': [697, 644, 52, 3040],
      'backoff and jitter': [696, 635, 58, 3160],
      'a budget': [224, 91, 132, 300_103],
      'and a deadline': [223, 90, 131, 1000],
      'and a timeout': [224, 91, 132, 439],
    },
  },
  {
    outageMs: 200,
    rows: {
      'no retry': [200, 22, 176, 300_000],
      'three retries': [237, 31, 200, 300_272],
      'backoff and jitter': [265, 69, 195, 300_127],
      'a budget': [222, 31, 188, 300_154],
      'and a deadline': [220, 31, 186, 1000],
      'and a timeout': [222, 31, 187, 558],
    },
  },
]

/** Of the products requested after a long outage, the share that arrives with any seed. */
const afterLongOutage: Record<string, { readonly least: number; readonly most: number }> = {
  'no retry': { least: 0.85, most: 1 },
  'three retries': { least: 0, most: 0.25 },
  'backoff and jitter': { least: 0, most: 0.3 },
}

const shareOf = ({ after }: Outcome): number => after.arrived / after.asked

describe.each(tables)('an outage of $outageMs ms', ({ outageMs, rows }) => {
  test.each(wayNames)('%s: as the README says, and alike for every seed', async (name) => {
    const outcomes = await playWay(name, outageMs, seeds)
    const row = mediansOf({ [name]: outcomes })[name]
    expect({ [name]: Object.values(row ?? {}) }).toEqual({
      [name]: rows[name as keyof typeof rows],
    })
    if (outageMs < 1000) return
    const { least, most } = afterLongOutage[name] ?? { least: 0.95, most: 1 }
    expect(Math.min(...outcomes.map(shareOf))).toBeGreaterThanOrEqual(least)
    expect(Math.max(...outcomes.map(shareOf))).toBeLessThanOrEqual(most)
  })
})
