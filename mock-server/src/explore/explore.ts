import { parseNetwork } from '../network/parse-network.ts'
import type { NetworkInput } from '../network/types.ts'
import { createShop } from '../shop/shop.ts'
import type { Run } from '../simulate/run.ts'
import { announce } from '../simulate/on-simulated.ts'
import { replaceSurroundings } from '../simulate/surroundings.ts'
import { follow, followSchedule, notRepeatable } from './picks.ts'
import { playOrder, type Played, type Subject } from './play-order.ts'
import { deviations, formatSchedule, parseSchedule, type Choice } from './schedule.ts'
import { search } from './search.ts'
import { shorten } from './shorten.ts'
import { StepTimeline } from './step-timeline.ts'
import type { Exploration, ExploreOptions, FailingOrder, Property, Work } from './types.ts'

/**
 * Runs a function under every order in which the answers of the simulated shop can arrive, and checks a
 * property after each of them. Use it to find races: it finds the one order in thousands that loses an
 * update, and plays it again.
 *
 * The network's times don't count. One thing happens at a time: the shop handles one call and its
 * answer arrives at once, or time goes on to the next timer of the work. Then everything that is ready
 * runs. Where more than one thing can happen, the explorer tries each of them. Three clients that read
 * and then write have 90 orders, four have 2,520.
 *
 * - Failures and rate limits are drawn as in `simulate`: a failure belongs to a call, whenever it
 *   arrives. `connections`, `capacity` and `bandwidth` have no effect on the order.
 * - A call that is aborted before its answer never reaches the shop. To explore an answer that gets lost
 *   on its way back, use a failure of the kind `reset`.
 * - A body arrives together with its headers.
 * - Timers that are due at the same time fire together, without a choice between them. Time goes on
 *   `timeSteps` times, at most, while calls are in flight.
 * - When the work has settled, the calls that it left behind still arrive in every order.
 *
 * If there are more than `maxOrders`, it tries half of them in order, those with the fewest choices that
 * differ from the order of sending first, and draws the other half at random. An order costs about as
 * much as a {@link simulate simulation}. Every order of the search is announced to
 * {@link onSimulated}.
 *
 * @example
 * ```ts
 * import { explore } from '@overlap/mock-server'
 *
 * const result = await explore(
 *   {},
 *   async (api) => {
 *     let stock = 2
 *     const buy = async (client: string) => {
 *       await api.client(client)(api.url('/products/1'))
 *       const seen = stock
 *       await api.client(client)(api.url('/products/1'))
 *       stock = seen - 1
 *     }
 *     await Promise.all([buy('Ann'), buy('Bob')])
 *     return stock
 *   },
 *   (run) => run.value === 0,
 * )
 * console.log(result.orders, result.exhaustive) // → 6 true
 * console.log(result.failures, result.failure?.schedule) // → 4 0
 * ```
 *
 * @param work Called once for each order, and a few times more. It must do the same in the same order,
 *   so it makes its own state, and draws nothing at random.
 * @param property Called after each order. The order breaks it if it returns `false` or throws. It must
 *   not be async: virtual time stands still meanwhile.
 * @throws {Error} if the work does something else in the same order.
 * @throws {RangeError} if `schedule` doesn't fit the choices of this work, or an option is out of range.
 * @throws {TypeError} if the property returns a promise.
 * @throws As {@link simulate} does.
 */
export async function explore<T>(
  network: NetworkInput,
  work: Work<T>,
  property: Property<T>,
  options: ExploreOptions = {},
): Promise<Exploration<T>> {
  checkOptions(options)
  const shop = createShop(parseNetwork(network).seed)
  using surroundings = replaceSurroundings()
  const subject = { network, work, options, surroundings, shop }
  if (options.schedule !== undefined) return await replay(subject, property, options.schedule)

  let failures = 0
  let shortest: Played<T> | undefined
  const searched = await search(subject, (played) => {
    if (verdictOn(property, played.run).holds) return
    failures += 1
    if (shortest === undefined || isShorter(played, shortest)) shortest = played
  })
  if (shortest === undefined) return { ...searched, failures }
  const breaks = ({ run }: Played<T>): boolean => !verdictOn(property, run).holds
  const { choices } = searched.exhaustive ? shortest : await shorten(subject, shortest, breaks)
  return { ...searched, failures, failure: await confirm(subject, property, choices) }
}

/** Plays one order that a person asks for. */
async function replay<T>(
  subject: Subject<T>,
  property: Property<T>,
  schedule: string,
): Promise<Exploration<T>> {
  const taken = parseSchedule(schedule)
  const timeline = new StepTimeline()
  const played = await playOrder(subject, followSchedule(taken, schedule), timeline)
  const beyond = taken.findIndex((index, at) => index > 0 && at >= played.choices.length)
  if (beyond >= 0) {
    throw new RangeError(
      `Cannot replay ${schedule}: there are only ${played.choices.length} choices, ` +
        `but number ${beyond + 1} is ${taken[beyond]}. ` +
        'The schedule may belong to other code, or to another network',
    )
  }
  announce(played.run)
  const verdict = verdictOn(property, played.run)
  const found = { orders: 1, exhaustive: played.choices.length === 0 }
  return verdict.holds
    ? { ...found, failures: 0 }
    : { ...found, failures: 1, failure: failingOrder(played, timeline, verdict.error) }
}

/** Plays an order that broke the property once more, to draw it and to see that it does so again. */
async function confirm<T>(
  subject: Subject<T>,
  property: Property<T>,
  choices: readonly Choice[],
): Promise<FailingOrder<T>> {
  const timeline = new StepTimeline()
  const taken = choices.map((choice) => choice.taken)
  const played = await playOrder(subject, follow(taken, choices), timeline)
  const verdict = verdictOn(property, played.run)
  if (verdict.holds || played.choices.length !== choices.length) throw notRepeatable()
  return failingOrder(played, timeline, verdict.error)
}

function failingOrder<T>(
  { run, choices }: Played<T>,
  timeline: StepTimeline,
  error: unknown,
): FailingOrder<T> {
  return { schedule: formatSchedule(choices), run, timeline: timeline.of(run.trace), error }
}

type Verdict = { readonly holds: true } | { readonly holds: false; readonly error: unknown }

function verdictOn<T>(property: Property<T>, run: Run<T>): Verdict {
  let result: unknown
  try {
    result = property(run)
  } catch (error) {
    return { holds: false, error }
  }
  if (result instanceof Promise) {
    result.catch(() => {})
    throw new TypeError(
      'Cannot explore: the property must not be async. Await what it needs in the work, and return it',
    )
  }
  return result === false ? { holds: false, error: undefined } : { holds: true }
}

/** Whether an order differs in fewer choices from the order of sending, or has fewer calls. */
function isShorter<T>(one: Played<T>, other: Played<T>): boolean {
  const fewer = deviations(one.choices) - deviations(other.choices)
  return fewer < 0 || (fewer === 0 && one.run.trace.calls.length < other.run.trace.calls.length)
}

function checkOptions({ maxOrders = 1, timeSteps = 0, seed = 0 }: ExploreOptions): void {
  const check = (name: string, value: number, least: number): void => {
    if (Number.isInteger(value) && value >= least) return
    throw new RangeError(`Cannot explore: ${name} must be a whole number >= ${least}, got ${value}`)
  }
  check('maxOrders', maxOrders, 1)
  check('timeSteps', timeSteps, 0)
  check('seed', seed, 0)
}
