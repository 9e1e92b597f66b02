import { numberText, queueWait } from '@overlap/trace'
import type { Say } from '../../benchmark.ts'
import { exact, valueText } from '../../report/figure.ts'
import type { Figure, Section } from '../../report/report.ts'
import { difference } from '../calls.ts'
import { waitNoise } from './noise.ts'
import { meanWaitMs, replay, serveInShop, serviceMs } from './serve.ts'

const shopCalls = 5_000
const manyCalls = 3_000_000
const measuredLoads = [0.5, 0.7, 0.8, 0.9]
/** Theory alone has more points, so that it makes a curve. */
const loads = [0.1, 0.3, ...measuredLoads, 0.95]

/** What the waiting time is at one load, in ms. */
interface Measured {
  readonly load: number
  readonly shopMs: number
  /** The same calls, by the recursion. */
  readonly replayedMs: number
  /** How many calls waited for another time in the shop than by the recursion. */
  readonly unequal: number
  /** Many more calls, by the recursion. */
  readonly longRunMs: number
}

/** What the waiting time is in theory, in ms. */
export const theoryMs = (load: number, servers: number): number =>
  queueWait({ arrivalsPerSecond: (1000 * load * servers) / serviceMs, serviceMs, servers }).waitMs

/** Lets calls arrive at the shop, and then many more at the recursion. */
async function measureWait(load: number, servers: number): Promise<Measured> {
  const served = await serveInShop({ load, servers, calls: shopCalls })
  const replayed = replay(served, servers)
  return {
    load,
    shopMs: mean(served.map(({ waitMs }) => waitMs)),
    replayedMs: mean(replayed),
    unequal: served.filter(({ waitMs }, i) => waitMs !== replayed[i]).length,
    longRunMs: meanWaitMs({ load, servers, calls: manyCalls }),
  }
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

/** How long calls wait for a server with so many slots, at several loads. */
export async function waiting(servers: number, say: Say): Promise<Section> {
  const measured = new Map<number, Measured>()
  for (const load of measuredLoads) {
    say(`calls that wait for ${slotsText(servers)}, at a load of ${load}`)
    measured.set(load, await measureWait(load, servers))
  }
  const heads = {
    long: `${numberText(manyCalls)} calls`,
    shop: `${numberText(shopCalls)} in the shop`,
  }
  return {
    title: `Waiting for a server with ${slotsText(servers)} (M/M/${servers})`,
    intro: [
      `Calls arrive independently of each other, and take the server ${numberText(serviceMs)} ms on average. Theory is the mean wait by Erlang C (1917).`,
      `The shop serves ${numberText(shopCalls)} calls. A recursion (J. Kiefer, J. Wolfowitz, 1955) then replays them, and serves ${numberText(manyCalls)} more: near full load, a mean of a few thousand waits says little. Noise is two standard deviations of the longer run (W. Whitt, 1992).`,
    ],
    table: {
      columns: ['theory', heads.long, 'difference', 'noise', heads.shop, 'replayed'].map(
        (head) => ({ head }),
      ),
      rows: loads.map((load) => ({
        name: String(load),
        cells: [exact(theoryMs(load, servers), 'ms'), ...cellsOf(measured.get(load), servers)],
      })),
    },
    chart: {
      kind: 'lines',
      over: 'load',
      scale: 'linear',
      of: ['theory', heads.long],
      label: 'mean wait',
    },
    notes: [equalText([...measured.values()]), ...callerText(servers)],
  }
}

function cellsOf(measured: Measured | undefined, servers: number): Figure[] {
  if (measured === undefined) return []
  const { load, longRunMs, shopMs, replayedMs } = measured
  return [
    exact(longRunMs, 'ms'),
    difference(longRunMs, theoryMs(load, servers)),
    exact(200 * waitNoise({ load, servers, calls: manyCalls }), '%'),
    exact(shopMs, 'ms'),
    exact(replayedMs, 'ms'),
  ]
}

function equalText(measured: readonly Measured[]): string {
  const unequal = measured.reduce((sum, one) => sum + one.unequal, 0)
  return unequal === 0
    ? `Each of the ${numberText(measured.length * shopCalls)} calls waited in the shop as long as by the recursion, to the millisecond.`
    : `${numberText(unequal)} calls waited in the shop for another time than by the recursion.`
}

function callerText(servers: number): string[] {
  const [half, high] = [0.5, 0.9].map((load) => theoryMs(load, servers)) as [number, number]
  const share = (ms: number): string => valueText(ms / serviceMs, 'ratio')
  const alone = theoryMs(0.9, 1)
  return [
    `For a caller: from half load to a load of 0.9, the wait grows from ${share(half)} to ${share(high)} times the service time, and from 1 on without end. So slow down before a server is full.`,
    ...(servers === 1
      ? []
      : [
          `At a load of 0.9, it is ${valueText(alone / high, 'ratio')} times as long with one slot as with ${servers} that share a queue.`,
        ]),
  ]
}

const slotsText = (servers: number): string => (servers === 1 ? '1 slot' : `${servers} slots`)
