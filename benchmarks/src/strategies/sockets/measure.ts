import { startServer } from '../../harness/server-process.ts'
import { shuffled } from '../../harness/rounds.ts'
import { play, type Played, type Task } from '../play.ts'
import { onSockets, type Seen } from './on-sockets.ts'

/** How often each strategy plays over real sockets. */
export const ROUNDS = 3

/** A play over real sockets, and what the server saw of it. */
export interface RealPlay extends Played {
  readonly seen: Seen
}

/**
 * Plays tasks over real sockets, round by round, in a new random order each time.
 *
 * @returns For each task, its plays.
 */
export async function measureReal(tasks: readonly Task[]): Promise<RealPlay[][]> {
  await using server = await startServer(new URL('server.ts', import.meta.url))
  // The first play over a new server and client takes longer.
  await playOn(server.url, tasks.at(-1)!)
  const plays = tasks.map((): RealPlay[] => [])
  for (let round = 0; round < ROUNDS; round++) {
    for (const i of shuffled(tasks.length)) {
      plays[i]!.push(await playOn(server.url, tasks[i]!))
    }
  }
  return plays
}

async function playOn(origin: string, { strategy, workload, network }: Task): Promise<RealPlay> {
  let seen: Seen | undefined
  const stage = onSockets(origin, network, (what) => (seen = what))
  const played = await play(strategy, workload, stage)
  return { ...played, seen: seen! }
}
