import { simulate, type MockApi, type NetworkInput, type Run } from '@overlap/mock-server'
import type { Sentence } from './call-failure.ts'
import { reasonOf, type Result } from './endings.ts'
import { isSame } from './same.ts'
import { shown } from './shown.ts'

/** One of several runs of a function in one simulation. */
export interface Played<S, T> {
  /** What the function was called for. */
  readonly scene: S
  /** Missing if the promise never settled. */
  result?: PromiseSettledResult<T>
  /** Missing if the promise never settled. */
  tookMs?: number
}

/** How {@link playTogether} runs a function. */
export interface TogetherOptions<S> {
  /** The network of all runs. */
  readonly network: NetworkInput
  /** The scene that is played once. */
  readonly one: S
  /** The scene that is played at the same moment, and again 5 ms later. */
  readonly other: S
  /** The scene that is played alone at the end. */
  readonly alone: S
  /** Whether calls may be left in flight, as when another one failed. Default false. */
  readonly leavesCalls?: boolean
}

/**
 * Runs a function for two scenes at the same moment, for the second one again 5 ms later, and for one of
 * them alone at the end. A function that keeps something outside itself mixes the runs up.
 *
 * @example
 * ```ts
 * import { playTogether } from '@overlap/scenarios'
 *
 * const scenes = { network: {}, one: 1, other: 2, alone: 2 }
 * const { played } = await playTogether(scenes, async (_api, scene) => 10 * scene)
 * played.map(({ scene }) => scene) // → [1, 2, 2, 2]
 * ```
 */
export async function playTogether<S, T>(
  { network, one, other, alone, leavesCalls = false }: TogetherOptions<S>,
  fn: (api: MockApi, scene: S) => Promise<T>,
): Promise<{ run: Run<unknown>; played: readonly Played<S, T>[] }> {
  const played: Played<S, T>[] = []
  const run = await simulate(
    network,
    async (api, time) => {
      const play = async (scene: S): Promise<void> => {
        const mine: Played<S, T> = { scene }
        played.push(mine)
        const startMs = time.nowMs
        const [result] = await Promise.allSettled([fn(api, scene)])
        mine.result = result
        mine.tookMs = time.nowMs - startMs
      }
      const later = time.sleep(5).then(() => play(other))
      await Promise.all([play(one), play(other), later])
      await play(alone)
    },
    { leaves: leavesCalls ? ['call'] : [] },
  )
  return { run, played }
}

/** The facts about one of several runs. */
export interface Mixing {
  /** The run, as the beginning of a sentence that goes on with "never settled". */
  readonly which: string
  /** How it ended. */
  readonly result: Result
  /** What it resolves with if no other run disturbs it. */
  readonly wanted: unknown
  /** What it resolved with, in words. */
  readonly got: string
  /** What to keep inside the function. */
  readonly advice: string
}

/**
 * Sentences about the ways in which one of several runs went wrong, although its own calls
 * succeeded.
 *
 * @example
 * ```ts
 * import { mixingSentences } from '@overlap/scenarios'
 *
 * const which = 'The promise of one run'
 * const mixing = { which, result: undefined, wanted: 1, got: '', advice: 'Keep your arrays inside.' }
 * const sentences = mixingSentences({ unhandled: [] }, mixing)
 * sentences.find(([happened]) => happened)?.[1]
 * // → 'The promise of one run never settled. Keep your arrays inside.'
 * ```
 */
export function mixingSentences(
  { unhandled }: { readonly unhandled: readonly unknown[] },
  { which, result, wanted, got, advice }: Mixing,
): Sentence[] {
  return [
    [
      result === undefined && unhandled.length > 0,
      `${which} never settled, and nothing handled the rejection with ${shown(unhandled[0])}, which ends ` +
        `the process in Node. ${advice}`,
    ],
    [result === undefined, `${which} never settled. ${advice}`],
    [
      result?.status === 'rejected',
      `${which} rejected with ${shown(reasonOf(result))}, although none of its calls failed in the ` +
        `network. ${advice}`,
    ],
    [
      result?.status === 'fulfilled' && !isSame(result.value, wanted),
      `${which} resolved with ${got}. ${advice}`,
    ],
  ]
}
