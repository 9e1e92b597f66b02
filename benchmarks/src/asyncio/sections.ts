import { median } from '../harness/statistics.ts'
import { measured, ratioOf, valueText } from '../report/figure.ts'
import type { Column, Figure, Row, Section } from '../report/report.ts'
import { ours, peer } from './contenders.ts'
import type { Measured, Round } from './measure.ts'
import { boundMs, titleOf, wholeOf, type Workload } from './workloads.ts'

/** What the contenders did with a workload, as a section of the report. */
export function sectionOf(workload: Workload, all: readonly Measured[]): Section {
  const bound = boundMs(workload)
  const other = all.find(({ name }) => name === peer)
  const columns = columnsFor(workload, other)
  return {
    title: titleOf(workload),
    ...introOf(workload),
    table: {
      columns: columns.map(({ column }) => column),
      rows: all.map((one) => ({ name: one.name, cells: columns.map(({ cell }) => cell(one)) })),
    },
    chart: {
      kind: 'bars',
      of: 'makespan',
      ...(bound > 0 && { lines: [{ at: bound, label: 'bound' }] }),
    },
    notes: [
      ...nearnessNotes(workload, all),
      ...processorNote(all, other),
      serverNote(workload, all),
    ],
  }
}

function introOf(workload: Workload): Pick<Section, 'intro'> {
  const { calls, made } = workload
  const bound = boundMs(workload)
  const intro = [
    ...(bound > 0 ? [`Bound: ${valueText(bound, 'ms')}.`] : []),
    ...(made < calls ? [`Only ${made} calls are made, and their time is extrapolated.`] : []),
  ]
  return intro.length === 0 ? {} : { intro }
}

interface Part {
  readonly column: Column
  readonly cell: (one: Measured) => Row['cells'][number]
}

function columnsFor(workload: Workload, other: Measured | undefined): Part[] {
  const whole = (rounds: readonly Round[], of: (round: Round) => number): Figure =>
    measured(
      rounds.map((round) => wholeOf(workload, of(round))),
      'ms',
    )
  const makespan: Part = {
    column: { head: 'makespan', bar: true },
    cell: ({ rounds }) => whole(rounds, msOf),
  }
  const first: Part = {
    column: { head: 'first time', optional: true },
    cell: (one) => whole([one.first], msOf),
  }
  const cpu: Part = {
    column: { head: 'processor', optional: true },
    cell: ({ rounds }) => whole(rounds, ({ cpuMs }) => cpuMs),
  }
  const memory: Part = { column: { head: 'memory', optional: true }, cell: memoryCell }
  return other === undefined
    ? [makespan, first, cpu, memory]
    : [makespan, ...ratioColumns(workload, other), first, firstRatio(other), cpu, memory]
}

function ratioColumns({ ratioBelow }: Workload, other: Measured): Part[] {
  const ratio = ({ rounds }: Measured): Figure => ratioOf(rounds.map(msOf), other.rounds.map(msOf))
  return [
    { column: { head: `÷ ${peer}` }, cell: (one) => (one === other ? undefined : ratio(one)) },
    {
      column: { head: `< ${valueText(ratioBelow, 'ratio')}` },
      cell: (one) => {
        if (!ours.includes(one.name)) return undefined
        return verdict(ratio(one).value, ratioBelow)
      },
    },
  ]
}

/** Ratios that are printed as the same number are no difference. */
function verdict(ratio: number, below: number): string {
  if (valueText(ratio, 'ratio') === valueText(below, 'ratio')) return 'even'
  return ratio < below ? 'reached' : 'missed'
}

function firstRatio(other: Measured): Part {
  return {
    column: { head: `first ÷ ${peer}`, optional: true },
    cell: (one) => (one === other ? undefined : ratioOf([one.first.ms], [other.first.ms])),
  }
}

/** On Windows, Python cannot tell. */
function memoryCell({ first }: Measured): Figure | undefined {
  const { peakRssBytes } = first
  return peakRssBytes === 0 ? undefined : measured([peakRssBytes / 1e6], 'MB')
}

const msOf = ({ ms }: Round): number => ms
const middle = (rounds: readonly Round[], of: (round: Round) => number): number =>
  median(rounds.map(of))

/** How near lesson 14's client gets to the bound, and where the rest of the time goes. */
function nearnessNotes(workload: Workload, all: readonly Measured[]): string[] {
  const { nearness, made, connections } = workload
  if (nearness === undefined) return []
  return all
    .filter(({ name }) => ours.includes(name))
    .map(({ name, rounds }) => {
      const bound = boundMs(workload)
      const ms = middle(rounds, msOf)
      const reached = ms <= bound * nearness ? 'reached' : 'missed'
      // Each connection carries made ÷ connections calls, one after another.
      const lateMs = middle(rounds, ({ server }) => server.lateMs) / Math.min(made, connections)
      const rest = ms - bound - lateMs
      return `${name} takes ${valueText(ms / bound, 'ratio')} times the bound (wanted: at most ${valueText(nearness, 'ratio')}, ${reached}): of the ${valueText(ms - bound, 'ms')} above it, the server's timers take ${valueText(lateMs, 'ms')}, and the way there and back, with the client's work, ${valueText(rest, 'ms')}.`
    })
}

/** Time on the processor says who works less, even if other programs make everybody wait. */
function processorNote(all: readonly Measured[], other: Measured | undefined): string[] {
  if (other === undefined) return []
  const cpuOf = ({ rounds }: Measured): number[] => rounds.map(({ cpuMs }) => cpuMs)
  const ratios = all
    .filter((one) => one !== other)
    .map((one) => `${one.name} ${valueText(ratioOf(cpuOf(one), cpuOf(other)).value, 'ratio')}`)
  return ratios.length === 0 ? [] : [`Time on the processor ÷ ${peer}: ${ratios.join('; ')}.`]
}

/** How busy the server was, so that nobody takes its limit for a client's. */
function serverNote({ made, latencyMs }: Workload, all: readonly Measured[]): string {
  const shares = all.map(({ rounds }) => middle(rounds, ({ ms, server }) => server.cpuMs / ms))
  const late = all.map(({ rounds }) => middle(rounds, ({ server }) => server.lateMs) / made)
  const [least, most] = [Math.min(...late), Math.max(...late)].map((ms) => valueText(ms, 'ms'))
  const timers = latencyMs === 0 ? '' : `, and its timers were ${least} to ${most} late on average`
  return `The server was on the processor for at most ${(100 * Math.max(...shares)).toFixed(0)} % of a client's time${timers}.`
}

/** Warns whoever reads makespans of a busy machine. The client and the server keep one core busy each. */
export function busyNote(busy: number | undefined, cores: number): string[] {
  if (busy === undefined || busy <= Math.max(cores, 2) * 1.5) return []
  return [
    `${busy.toFixed(1)} programs wanted one of ${cores} cores, so the makespans say as much about the other programs. Close them and run this again, or compare the times on the processor.`,
  ]
}
