import { drawTimeline, facts, wrapText, type Trace } from '@overlap/trace'
import { startMockApi, type MockApi } from '../index.ts'
import { parseNetwork } from '../network/parse-network.ts'
import type { NetworkInput } from '../network/types.ts'
import { realClock, virtualClock, type StageClock } from './clock.ts'
import { runOn, warmUp } from './run-on.ts'
import { watchForStuckCall } from './stuck-call.ts'
import type { Act, Demo, PerformOptions, Stage } from './stage.ts'
import { theoryOf } from './theory.ts'

/**
 * Plays a demo from beginning to end.
 *
 * @returns What each act came to, in order.
 * @throws {InvalidNetworkError} if a network is wrong, and whatever the demo throws between acts.
 *
 * @example
 * ```ts
 * import { perform, type Demo } from '@overlap/mock-server/stage'
 *
 * const lines: string[] = []
 * const demo: Demo = {
 *   network: { latency: 100 },
 *   demo: async (stage) => {
 *     stage.say('One call, and what it looks like:')
 *     await stage.act('One call', (api) => fetch(api.url('/todos/1')))
 *   },
 * }
 *
 * const [act] = await perform(demo, { virtual: true, print: (text) => lines.push(text) })
 *
 * act?.settledMs // → 100
 * lines[0] // → 'One call, and what it looks like:'
 * ```
 */
export async function perform(demo: Demo, options: PerformOptions = {}): Promise<Act[]> {
  const { print = console.log, adjust = (network) => network, draw = {} } = options
  const { width = 80 } = draw
  const common = parseNetwork(adjust(demo.network))
  using clock = options.virtual ? virtualClock() : realClock()
  const acts: Act[] = []
  let spanMs = 0
  let drawn = false

  const stage: Stage = {
    network: common,
    say: (text) => {
      const lines = wrapText(text, width)
      print(drawn ? `\n${lines}` : lines)
      drawn = false
    },
    sleep: (ms) => clock.sleep(ms),
    burn: (ms) => clock.burn(ms),
    acts,
    act: async (title, work, options = {}) => {
      const network = adjust({ ...demo.network, ...options.network })
      const { act, value } = await playAct(title, network, work, clock)
      acts.push(act)
      spanMs = Math.max(spanMs, lengthOf(act))
      const heading = `${acts.length} ${draw.ascii ? '-' : '·'} ${title}`
      print(`\n${drawTimeline(act.trace, { ...draw, title: heading, spanMs })}`)
      if (act.error !== undefined)
        print(wrapText(`It failed after ${Math.round(act.settledMs)} ms:\n${act.error}`, width))
      drawn = true
      return value
    },
  }
  await warmUp()
  await demo.demo(stage)
  return acts
}

/** Until when something happens in an act. */
function lengthOf({ settledMs, trace }: Act): number {
  const ends = trace.calls.map(({ endMs = trace.nowMs }) => endMs)
  return Math.max(settledMs, ...ends)
}

async function playAct<T>(
  title: string,
  network: NetworkInput,
  work: (api: MockApi) => T | PromiseLike<T>,
  clock: StageClock,
): Promise<{ act: Act; value: T | undefined }> {
  using api = startMockApi(network)
  using stuck = watchForStuckCall(api, network)
  let value: T | undefined
  let error: string | undefined
  try {
    value = await Promise.race([work(api), stuck.found])
  } catch (thrown) {
    error = describe(thrown)
  }
  const settledMs = api.trace.nowMs
  await runOn(api, clock)
  const trace = withEnd(api.trace, settledMs, error)
  const act: Act = {
    title,
    settledMs,
    ...(error !== undefined && { error }),
    theory: theoryOf(network, trace),
    facts: facts(trace),
    trace,
  }
  return { act, value }
}

/** Marks the moment at which the work was over, if it failed or has left calls behind. */
function withEnd(trace: Trace, settledMs: number, error: string | undefined): Trace {
  const left = trace.calls.some(({ endMs = Infinity }) => endMs > settledMs)
  if (error === undefined && !left) return trace
  const label = error === undefined ? 'it returned' : 'it failed'
  return { ...trace, marks: [...trace.marks, { atMs: settledMs, label }] }
}

function describe(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown)
  const cause = thrown.cause instanceof Error ? ` (${thrown.cause.message})` : ''
  return `${thrown.name}: ${thrown.message}${cause}`
}
