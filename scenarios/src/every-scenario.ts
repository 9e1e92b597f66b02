import { onSimulated, type Run } from '@overlap/mock-server'
import { diagnose, Misconception } from '@overlap/trace'
import * as fc from 'fast-check'
import { leftoverSentence } from './leftover-sentence.ts'

/** Fixed, so that a check gives an answer the same message on every machine. */
const SEED = 20

/** Maximum number of scenarios that shrinking plays, so that the learner doesn't wait long. */
const SHRINKS = 100

/**
 * Key of a global: the maximum number of scenarios to draw, for runs that only need to know whether
 * a check passes. If it is set, nothing is shrunk, either.
 */
const MOST_DRAWS = Symbol.for('overlap.most-draws')

/** How to test a rule. */
export interface ScenarioOptions<S> {
  /** Played first, unchanged. Choose those whose pictures teach. */
  readonly first?: readonly S[]
  /** How many scenarios are drawn. Default 40. */
  readonly draws?: number
  /** A drawn scenario in a few words, such as `products 3, 1 and 3`, for the end of a message about it. */
  readonly tell?: (scenario: S) => string
}

/**
 * Makes a step of a check that tests a rule in many scenarios: first in the given ones, then in
 * drawn ones. A drawn scenario that fails is shrunk before it is shown. The draws are the same in
 * every run.
 *
 * Every simulation in a scenario is audited. If `play` finds no mistake, anything that a simulation
 * left behind fails the step.
 *
 * Costs one `play` for each scenario, and at most 100 more to shrink the one that failed.
 *
 * @param play - Plays a scenario, and throws a {@link Misconception} if the rule does not hold.
 * @throws What `play` throws, or a {@link Misconception} about what was left behind.
 *
 * @example
 * ```ts
 * import { simulate } from '@overlap/mock-server'
 * import { everyScenario, fc } from '@overlap/scenarios'
 * import { diagnose } from '@overlap/trace'
 *
 * const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
 * const step = everyScenario(fc.nat({ max: 100 }), { first: [50] }, async (ms) => {
 *   const run = await simulate({}, () => wait(ms))
 *   diagnose(run, [[run.settledMs < ms, `It waited ${run.settledMs} ms instead of ${ms} ms.`]])
 * })
 * await step()
 * ```
 */
export function everyScenario<S>(
  drawn: fc.Arbitrary<S>,
  { first = [], draws = 40, tell }: ScenarioOptions<S>,
  play: (scenario: S) => Promise<void> | void,
): () => Promise<void> {
  return async () => {
    for (const scenario of first) await audit(() => play(scenario))
    let shrinks = 0
    let failed = false
    const rule = fc.asyncProperty(drawn, async (scenario) => {
      if (failed && (shrinks += 1) > SHRINKS) return
      try {
        await audit(() => play(scenario), tell?.(scenario))
      } catch (error) {
        failed = true
        throw error
      }
    })
    const most = (globalThis as { [MOST_DRAWS]?: number })[MOST_DRAWS]
    const { failed: broken, errorInstance } = await fc.check(rule, {
      seed: SEED,
      numRuns: Math.min(draws, most ?? draws),
      endOnFailure: most !== undefined,
    })
    if (broken) throw errorInstance
  }
}

/**
 * Makes a step with one fixed scenario. It is audited like those of {@link everyScenario}.
 *
 * @example
 * ```ts
 * import { simulate } from '@overlap/mock-server'
 * import { oneScenario } from '@overlap/scenarios'
 * import { Misconception } from '@overlap/trace'
 *
 * const step = oneScenario(async () => {
 *   await simulate({}, () => void setTimeout(() => {}, 500))
 * })
 * const error = await step().catch((error: unknown) => error)
 * error instanceof Misconception // → true
 * ```
 */
export function oneScenario(play: () => Promise<void> | void): () => Promise<void> {
  return () => audit(play)
}

async function audit(play: () => Promise<void> | void, told?: string): Promise<void> {
  const runs: Run<unknown>[] = []
  // An exploration has thousands of runs. Those that left nothing behind need not be kept.
  const stop = onSimulated((run) => {
    if (run.leftovers.length > 0) runs.push(run)
  })
  try {
    await play()
    for (const run of runs) {
      diagnose(
        run,
        run.leftovers.map((left) => [true, leftoverSentence(left, run)]),
      )
    }
  } catch (error) {
    if (error instanceof Misconception && told !== undefined) throw error.triedWith(told)
    throw error
  } finally {
    stop()
  }
}
