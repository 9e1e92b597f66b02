import { numberText, type Call } from '@overlap/trace'
import type { Say } from '../../benchmark.ts'
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
export async function overSockets(
  title: string,
  virtual: readonly Virtual[],
  say: Say,
): Promise<Section> {
  const seconds = Math.ceil(
    virtual.reduce((sum, { makespanMs }) => sum + (ROUNDS * makespanMs) / 1000, 0),
  )
  say(`${title}, over real sockets: ${numberText(seconds)} s or more`)
  const real = await measureReal(virtual.map(({ task }) => task))
  const parted = virtual.map((each, i) => partOf(each, real[i]!))
  return {
    title: `${title}, over real sockets`,
    intro: [
      `${ROUNDS} rounds. The shop serves the same latencies on a port, in a process of its own.`,
    ],
    table: {
      columns: [
        { head: 'virtual' },
        { head: 'real', bar: true },
        { head: 'ratio' },
        {
          head: 'timer',
          optional: true,
          about: 'how much later than drawn the server ended a call, on average',
        },
        { head: 'HTTP', optional: true, about: 'what came on top of it at the client, on average' },
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
    notes: [whereTheyPart(parted), ...otherCalls(parted)],
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
  readonly calls: number
  /** How many calls reached the server. */
  readonly realCalls: readonly number[]
}

function partOf({ name, makespanMs, meanMs, calls }: Virtual, plays: readonly RealPlay[]): Parted {
  const isSame = plays.every(
    ({ seen, wastedShare }) => seen.trace.calls.length === calls && wastedShare === 0,
  )
  const served = plays.map(({ seen }) => meanOf(seen.trace.calls))
  return {
    name,
    virtualMs: makespanMs,
    realMs: plays.map((play) => play.makespanMs),
    timerMs: isSame ? served.map((ms) => ms - meanMs) : undefined,
    httpMs: isSame ? plays.map((play, i) => play.meanMs - served[i]!) : undefined,
    connections: plays.map(({ seen }) => seen.connectionsOpened),
    calls,
    realCalls: plays.map(({ seen }) => seen.trace.calls.length),
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

/** Says it if real time led to other calls, because then their latencies don't compare. */
function otherCalls(parted: readonly Parted[]): string[] {
  const others = parted.flatMap(({ name, calls, realCalls }) => {
    const real = measured(realCalls, 'count').value
    return real === calls
      ? []
      : [`${numberText(real)} instead of ${numberText(calls)} by "${name}"`]
  })
  if (others.length === 0) return []
  return [
    `Over sockets, other calls reached the server: ${others.join(', ')}.`,
    "A late timer can send a second call, and lesson 14's client sends a call again if its connection broke.",
  ]
}
