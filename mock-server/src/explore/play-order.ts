import type { NetworkInput } from '../network/types.ts'
import type { Shop } from '../shop/shop.ts'
import type { Run } from '../simulate/run.ts'
import { runSimulation, type Director, type Moment } from '../simulate/simulation.ts'
import type { Surroundings } from '../simulate/surroundings.ts'
import type { Choice } from './schedule.ts'
import type { StepTimeline } from './step-timeline.ts'
import { Turns } from './turns.ts'
import type { ExploreOptions, Work } from './types.ts'
import { withoutTimes } from './without-times.ts'

/** After this many immediates in a row, calls get their turn, too: code may poll for an answer. */
const MOST_IMMEDIATES = 1000

/** What is explored. */
export interface Subject<T> {
  readonly network: NetworkInput
  readonly work: Work<T>
  readonly options: ExploreOptions
  readonly surroundings: Surroundings
  readonly shop: Shop
}

/** Picks one of the things that can happen next, or says why the order can't be played. */
export type Pick = (at: number, options: readonly string[]) => number | Error

/** One order that was played. */
export interface Played<T> {
  readonly run: Run<T>
  readonly choices: readonly Choice[]
  /** Whether time could have gone on once more, if `timeSteps` were larger. */
  readonly isCut: boolean
  /** How often something happened: a measure of its cost. */
  readonly steps: number
}

/**
 * Plays one order. Only one thing happens at a time: either one call sets out, the shop handles it and
 * its answer arrives, or time goes on to the next timer. Then everything that is ready runs.
 *
 * @throws {Error} what `pick` returned, if that is an error.
 */
export async function playOrder<T>(
  subject: Subject<T>,
  pick: Pick,
  timeline?: StepTimeline,
): Promise<Played<T>> {
  const { network, work, options, surroundings, shop } = subject
  const director = new OrderDirector(pick, { shop, timeline, timeSteps: options.timeSteps ?? 10 })
  const run = await runSimulation(network, work, options, director, surroundings)
  if (director.problem !== undefined) throw director.problem
  const { choices, isCut, steps } = director
  return { run, choices, isCut, steps }
}

class OrderDirector implements Director {
  readonly choices: Choice[] = []
  isCut = false
  steps = 0
  problem: Error | undefined
  readonly hooks: Director['hooks']
  readonly #turns = new Turns()
  readonly #pick: Pick
  readonly #timeline: StepTimeline | undefined
  #timeStepsLeft: number
  #immediates = 0

  constructor(
    pick: Pick,
    {
      shop,
      timeline,
      timeSteps,
    }: {
      readonly shop: Shop
      readonly timeline: StepTimeline | undefined
      readonly timeSteps: number
    },
  ) {
    this.#pick = pick
    this.#timeStepsLeft = timeSteps
    this.#timeline = timeline
    this.hooks = {
      changePlan: withoutTimes,
      waitForTurn: (call) => this.#turns.wait(call),
      shop,
    }
  }

  goOn({ clock, trace, isSettled }: Moment): boolean {
    const calls = this.#turns.labels
    const { nextMs } = clock
    if (calls.length === 0 && nextMs === undefined) return false
    this.steps += 1
    // Nothing comes between the timers of one moment. The first of them was a step.
    if (nextMs !== undefined && nextMs <= clock.nowMs && this.#immediates < MOST_IMMEDIATES) {
      this.#immediates += 1
      return false
    }
    this.#immediates = 0
    this.#timeline?.see(trace())
    const picked = this.#choose(this.#options(calls, isSettled ? undefined : nextMs))
    if (picked < calls.length) {
      this.#timeline?.step()
      this.#turns.pick(picked)
      return true
    }
    if (calls.length > 0) this.#timeStepsLeft -= 1
    this.#timeline?.step(`${nextMs} ms`)
    return false
  }

  /** The calls in the order in which they were sent, and then time. */
  #options(calls: readonly string[], nextMs: number | undefined): readonly string[] {
    if (calls.length === 0 || nextMs === undefined) return calls
    if (this.#timeStepsLeft > 0) return [...calls, `time to ${nextMs} ms`]
    this.isCut = true
    return calls
  }

  #choose(options: readonly string[]): number {
    if (options.length < 2) return 0
    const picked = this.problem === undefined ? this.#pick(this.choices.length, options) : 0
    if (typeof picked !== 'number') this.problem = picked
    const taken = typeof picked === 'number' ? picked : 0
    this.choices.push({ options, taken })
    return taken
  }
}
