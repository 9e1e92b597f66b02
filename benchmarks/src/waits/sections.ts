import { numberText } from '@overlap/trace'
import { median } from '../harness/statistics.ts'
import { exact, measured } from '../report/figure.ts'
import type { Figure, Section, Unit } from '../report/report.ts'
import type { Cost } from './kinds.ts'

/** How many waits the comparison is about. */
export const WAITS = 10_000

/** A way to wait, and what it cost in each round. */
export interface Costs {
  readonly name: string
  readonly rounds: readonly Cost[]
}

/** The machine that measured. */
export interface Room {
  readonly totalBytes: number
  /** Whether a page that several processes share counts in part for each of them. */
  readonly countsShares: boolean
}

/** What each wait costs, and what 10,000 of them do: their memory, and the time to start them. */
export function sectionsOf(all: readonly Costs[], room: Room): Section[] {
  const shares = room.countsShares
    ? 'Memory is PSS: a page that several processes share counts in part for each of them.'
    : 'Memory is RSS: a page that several processes share counts wholly for each of them, so processes seem to need more than they do.'
  return [
    {
      ...sectionOf('memory', all, {
        of: ({ bytes }) => bytes,
        units: { B: 1, kB: 1e3 },
        together: { unit: 'MB', size: 1e6 },
      }),
      intro: [extrapolated, shares],
      notes: notesOf(all, room),
    },
    {
      ...sectionOf('start', all, {
        of: ({ startMs }) => startMs,
        units: { µs: 1e-3, ms: 1 },
        together: { unit: 'ms', size: 1 },
      }),
      intro: ['All of them are started at once. The time ends when the last one waits.'],
    },
  ]
}

const many = numberText(WAITS)
const extrapolated = `Each way to wait gets new processes in each round. Where fewer than ${many} were in flight, the last column is extrapolated from those that were.`

interface Quantity {
  /** The figure of all waits of a round. */
  readonly of: (cost: Cost) => number
  /** The units of a single wait, from small to large. A figure has the largest one that leaves it two digits. */
  readonly units: Readonly<Partial<Record<Unit, number>>>
  /** The unit of all 10,000. */
  readonly together: { readonly unit: Unit; readonly size: number }
}

function sectionOf(
  what: string,
  all: readonly Costs[],
  { of, units, together }: Quantity,
): Section {
  return {
    title: `Waits in flight: ${what}`,
    table: {
      columns: [{ head: 'in flight' }, { head: 'each' }, { head: `all ${many}` }],
      rows: all.map(({ name, rounds }) => ({
        name,
        cells: [
          exact(Math.min(...rounds.map(({ count }) => count)), 'count'),
          inUnit(
            rounds.map((cost) => of(cost) / cost.count),
            units,
          ),
          measured([(middle(rounds, of) * WAITS) / together.size], together.unit),
        ],
      })),
    },
    chart: { kind: 'bars', of: `all ${many}` },
  }
}

function inUnit(figures: readonly number[], units: Quantity['units']): Figure {
  const sizes = Object.entries(units) as [Unit, number][]
  const [unit, size] = sizes.findLast(([, one]) => median(figures) >= 10 * one) ?? sizes[0]!
  return measured(
    figures.map((figure) => figure / size),
    unit,
  )
}

/** How much more each way needs than the first one, and what doesn't fit into this machine. */
function notesOf([first, ...others]: readonly Costs[], { totalBytes }: Room): string[] {
  const bytesOf = ({ rounds }: Costs): number => middle(rounds, ({ bytes }) => bytes)
  const megabytes = (bytes: number): string => `${numberText(Math.round(bytes / 1e6))} MB`
  if (first === undefined) return []
  return others.map((way) => {
    const times = numberText(Math.round(bytesOf(way) / bytesOf(first)))
    const all = WAITS * bytesOf(way)
    const fits = all > totalBytes ? `, and this machine has ${megabytes(totalBytes)}` : ''
    return `A ${way.name} needs ${times} times the memory of a ${first.name}: ${many} of them need ${megabytes(all)}${fits}.`
  })
}

/** The median of a figure for each wait. */
const middle = (rounds: readonly Cost[], of: (cost: Cost) => number): number =>
  median(rounds.map((cost) => of(cost) / cost.count))
