import { startContender, type RoundResult } from './contender-process.ts'

/** Garbage is collected on the thread that makes it. Helper threads that wait for a processor would use it up. */
const oneThread = ['--single-threaded-gc']

/** How often contenders play. */
export interface Plan {
  /** How many processes each contender gets, one after another: what the compiler makes of one may be luck. */
  readonly processes: number
  /** How many rounds each process plays, not counting the first one, which warms it up. */
  readonly rounds: number
  /** How often a contender plays in each round. Only its fastest play counts, because other programs add time. */
  readonly plays: number
}

/** A contender, and what each of its rounds gets. */
export interface Entry {
  /** What its process gets. */
  readonly args: readonly string[]
  readonly input: Readonly<Record<string, unknown>>
}

/**
 * Lets contenders take turns, in a new random order in each round.
 *
 * @returns For each contender, the results of its rounds. Those of the same place were played one right after another.
 */
export async function playRounds(
  file: URL,
  entries: readonly Entry[],
  { processes, rounds, plays }: Plan,
): Promise<RoundResult[][]> {
  const results = entries.map((): RoundResult[] => [])
  for (let turn = 0; turn < processes; turn++) {
    await using stack = new AsyncDisposableStack()
    const running = entries.map(({ args }) => stack.use(startContender(file, args, oneThread)))
    for (let round = 0; round <= rounds; round++) {
      for (const i of shuffled(entries.length)) {
        const result = await running[i]!.round({ ...entries[i]!.input, plays })
        if (round > 0) results[i]!.push(result)
      }
    }
  }
  return results
}

/** The whole numbers below `count` in a random order. */
export function shuffled(count: number): number[] {
  return Array.from({ length: count }, (_, i) => ({ i, at: Math.random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ i }) => i)
}
