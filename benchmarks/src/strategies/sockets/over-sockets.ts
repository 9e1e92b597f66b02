import type { Call } from '@overlap/trace'
import { exact, measured, valueText } from '../../report/figure.ts'
import type { Row, Section } from '../../report/report.ts'
import type { Played, Task } from '../play.ts'
import { measureReal, ROUNDS, type RealPlay } from './measure.ts'

/** Something that was played in virtual time. */
export interface Virtual extends Played {
  readonly name: string
  readonly task: Task
}

/** Plays the same tasks over real sockets, and says where virtual and real time part. */
export async function overSockets(title: string, virtual: readonly Virtual[]): Promise<Section> {
  const real = await measureReal(virtual.map(({ task }) => task))
  const parted = virtual.map((each, i) => partOf(each, real[i]!))
  return {
    title: `${title}, over real sockets`,
    intro: [
      `${ROUNDS} rounds. The shop serves the same latencies on a port, in a process of its own. ` +
        'Timer: how much later than drawn the server ended a call. HTTP: what came on top of it at the client. Both are means.',
    ],
    table: {
      columns: [
        { head: 'virtual' },
        { head: 'real', bar: true },
        { head: 'ratio' },
        { head: 'timer', optional: true },
        { head: 'HTTP', optional: true },
        { head: 'connections', optional: true },
      ],
      rows: parted.map(({ name, virtualMs, realMs, timerMs, httpMs, connections }): Row => ({
        name,
        cells: [
          exact(virtualMs, 'ms'),
          measured(realMs, 'ms'),
          measured(
            realMs.map((ms) => ms / virtualMs),
            'ratio',
          ),
          timerMs && measured(timerMs, 'ms'),
          httpMs && measured(httpMs, 'ms'),
          measured(connections, 'count'),
        ],
      })),
    },
    notes: [whereTheyPart(parted)],
  }
}

interface Parted {
  readonly name: string
  readonly virtualMs: number
  readonly realMs: readonly number[]
  /** By how much the server ended a call later than it should have. Missing if real time led to other calls. */
  readonly timerMs: readonly number[] | undefined
  /** What sending, connecting and receiving added to a call. */
  readonly httpMs: readonly number[] | undefined
  readonly connections: readonly number[]
}

function partOf({ name, makespanMs, meanMs, calls }: Virtual, plays: readonly RealPlay[]): Parted {
  const isSame = plays.every((play) => play.calls === calls && play.wastedShare === 0)
  const served = plays.map(({ seen }) => meanOf(seen.trace.calls))
  return {
    name,
    virtualMs: makespanMs,
    realMs: plays.map((play) => play.makespanMs),
    timerMs: isSame ? served.map((ms) => ms - meanMs) : undefined,
    httpMs: isSame ? plays.map((play, i) => play.meanMs - served[i]!) : undefined,
    connections: plays.map(({ seen }) => seen.connectionsOpened),
  }
}

function meanOf(calls: readonly Call[]): number {
  const sum = calls.reduce((sum, { sentMs, endMs = sentMs }) => sum + endMs - sentMs, 0)
  return sum / calls.length
}

/** Where virtual and real time part most, and what a call paid there. */
function whereTheyPart(parted: readonly Parted[]): string {
  const ratio = ({ realMs, virtualMs }: Parted): number => measured(realMs, 'ms').value / virtualMs
  const most = parted.toSorted((a, b) => ratio(b) - ratio(a))[0]!
  const percent = 100 * (ratio(most) - 1)
  if (percent < 0.5) return 'Virtual and real time agree within half a percent.'
  const where = `They part most at "${most.name}": ${valueText(percent, '%')} longer over sockets.`
  if (most.timerMs === undefined || most.httpMs === undefined) return where
  const [timer, http] = [most.timerMs, most.httpMs].map((ms) =>
    valueText(measured(ms, 'ms').value, 'ms'),
  )
  return `${where} There, a call waited ${timer} for a late timer of the server, and ${http} for connections and HTTP.`
}
