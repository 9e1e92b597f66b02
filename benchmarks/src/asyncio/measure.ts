import type { ContenderProcess, RoundResult } from '../harness/contender-process.ts'
import { shuffled } from '../harness/rounds.ts'
import type { Contender } from './contenders.ts'
import type { ServerCounts } from './server.ts'
import type { Workload } from './workloads.ts'

/** A round, and what the server counted meanwhile. */
export interface Round extends RoundResult {
  readonly server: ServerCounts
}

/** How a contender did a workload. */
export interface Measured {
  readonly name: string
  /** The first round of the process: nothing is compiled yet, and no connection is open. */
  readonly first: Round
  /** The other rounds. All contenders played those of the same place one right after another. */
  readonly rounds: readonly Round[]
}

/** Lets the contenders take turns at a workload, each in a new process, in a new random order in each round. */
export async function measure(
  workload: Workload,
  contenders: readonly Contender[],
  origin: string,
): Promise<Measured[]> {
  await using stack = new AsyncDisposableStack()
  const running = contenders.map(({ start }) => stack.use(start(workload.connections)))
  const rounds = contenders.map((): Round[] => [])
  for (let round = 0; round <= workload.rounds; round++) {
    for (const i of shuffled(contenders.length)) {
      rounds[i]!.push(await play(running[i]!, workload, origin))
      if (round === 0) await warmUp(running[i]!, workload, origin)
    }
  }
  return rounds.map(([first, ...others], i) => ({
    name: contenders[i]!.name,
    first: first!,
    rounds: others,
  }))
}

async function play(
  contender: ContenderProcess,
  { latencyMs, made, how }: Workload,
  origin: string,
): Promise<Round> {
  await counts(origin)
  const result = await contender.round({ url: `${origin}/wait/${latencyMs}`, calls: made, how })
  return { ...result, server: await counts(origin) }
}

async function warmUp(
  contender: ContenderProcess,
  { warmUpCalls: calls }: Workload,
  origin: string,
): Promise<void> {
  await contender.round({ url: `${origin}/wait/0`, calls, how: 'at once' })
}

async function counts(origin: string): Promise<ServerCounts> {
  return (await fetch(`${origin}/counts`)).json() as Promise<ServerCounts>
}
