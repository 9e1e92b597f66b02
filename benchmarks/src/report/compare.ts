import { exact } from './figure.ts'
import { figuresOf, type PlacedFigure, type SavedReport } from './saved.ts'
import type { Figure, Report, Section } from './report.ts'

/** How many rounds a figure needs before a difference says anything. */
const LEAST_ROUNDS = 3

/**
 * Compares the figures of a report with those of a saved one.
 *
 * An exact figure has changed if it differs at all. A measured one has changed only if its rounds and the old
 * ones don't overlap, and there are at least three of each: within that, it's noise.
 */
export function compareReports(old: SavedReport, now: Report, name: string): Section[] {
  const before = figuresOf(old)
  const pairs = figuresOf(now)
    .entries()
    .flatMap(([key, place]) => {
      const other = before.get(key)
      return other?.figure.unit === place.figure.unit ? [{ place, old: other.figure }] : []
    })
    .toArray()
  const changed = pairs.filter(({ place, old: then }) => hasChanged(then, place.figure))
  const groups = Map.groupBy(changed, ({ place }) => place.section)
  const tables = [...groups].map(([title, group]): Section => ({
    title: `Compared with ${name}: ${title}`,
    table: {
      columns: [{ head: 'then' }, { head: 'now' }, { head: 'now ÷ then' }],
      rows: group.map(({ place, old: then }) => ({
        name: `${place.row}: ${place.column}`,
        cells: [then, place.figure, ratio(then, place.figure)],
      })),
    },
  }))
  const notes = [
    pairs.length === 0
      ? 'No figure of the one report is in the other. Are they of the same benchmark?'
      : `${changed.length} of ${pairs.length} figures changed.`,
    ...missing(before, figuresOf(now)),
    ...otherSetting(old, now),
  ]
  return [...tables, { title: `Compared with ${name}`, notes }]
}

function hasChanged(then: Figure, now: Figure): boolean {
  if (then.rounds === undefined && now.rounds === undefined) return then.value !== now.value
  const [a, b] = [then.rounds ?? [], now.rounds ?? []]
  if (a.length < LEAST_ROUNDS || b.length < LEAST_ROUNDS) return false
  return Math.min(...a) > Math.max(...b) || Math.min(...b) > Math.max(...a)
}

const ratio = (then: Figure, now: Figure): Figure | undefined =>
  then.value === 0 ? undefined : exact(now.value / then.value, 'ratio')

function missing(before: Map<string, PlacedFigure>, now: Map<string, PlacedFigure>): string[] {
  const onlyThen = before
    .keys()
    .filter((key) => !now.has(key))
    .toArray().length
  const onlyNow = now
    .keys()
    .filter((key) => !before.has(key))
    .toArray().length
  if (onlyThen + onlyNow === 0) return []
  return [`${onlyThen} figures are only in the old report, and ${onlyNow} only in the new one.`]
}

/** What else differs, so that a changed figure isn't blamed on the code. */
function otherSetting(old: SavedReport, now: Report): string[] {
  return [
    ...(old.command === now.command ? [] : [`The old report was made by: ${old.command}`]),
    ...(old.machine === now.machine
      ? []
      : [
          old.machine === undefined
            ? 'The old report was exact, in virtual time.'
            : `The old report was measured on ${old.machine}.`,
        ]),
  ]
}
