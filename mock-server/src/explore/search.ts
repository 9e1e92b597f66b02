import { announce } from '../simulate/on-simulated.ts'
import { follow, notRepeatable, random } from './picks.ts'
import { playOrder, type Played, type Subject } from './play-order.ts'
import type { Choice } from './schedule.ts'
import { formatSchedule } from './schedule.ts'

/** An exploration ends early if its orders have more steps than this, on average. */
const STEPS_PER_ORDER = 100

/** An order that is still to be tried. */
interface Planned {
  readonly taken: readonly number[]
  /** The choices of an order that begins in the same way. */
  readonly known: readonly Choice[]
}

/** How a search went. */
export interface Searched {
  readonly orders: number
  readonly exhaustive: boolean
  readonly estimatedOrders?: number
}

/**
 * Plays each order once, those with the fewest choices that differ from the order of sending first. If
 * there are more than `maxOrders`, half of them are the first ones in that order, and the other half
 * are random.
 *
 * @param judge Called with each order.
 * @throws {Error} if the work does something else in the same order.
 */
export async function search<T>(
  subject: Subject<T>,
  judge: (played: Played<T>) => void,
): Promise<Searched> {
  const { maxOrders = 1000, seed = 1 } = subject.options
  const planned: Planned[] = [{ taken: [], known: [] }]
  const tried = new Set<string>()
  let steps = 0
  let exhaustive = true

  const mayGoOn = (): boolean => steps < maxOrders * STEPS_PER_ORDER
  const take = (played: Played<T>): void => {
    steps += played.steps
    const schedule = formatSchedule(played.choices)
    if (tried.has(schedule)) return
    tried.add(schedule)
    if (played.isCut) exhaustive = false
    announce(played.run)
    judge(played)
  }

  let next = 0
  for (; next < planned.length && mayGoOn(); next += 1) {
    if (planned.length > maxOrders && tried.size >= maxOrders / 2) break
    const { taken, known } = planned[next]!
    // oxlint-disable-next-line no-await-in-loop -- There is only one virtual time.
    const played = await playOrder(subject, follow(taken, known))
    const { choices } = played
    if (choices.length < taken.length) throw notRepeatable(known[choices.length]?.options)
    take(played)
    for (let at = taken.length; at < choices.length && planned.length <= maxOrders; at += 1) {
      for (let index = 1; index < choices[at]!.options.length; index += 1) {
        const before = choices.slice(0, at).map((choice) => choice.taken)
        planned.push({ taken: [...before, index], known: choices })
      }
    }
  }
  if (next === planned.length) return { orders: tried.size, exhaustive }
  const sizes: number[] = []
  for (let number = next; number < maxOrders && mayGoOn(); number += 1) {
    // oxlint-disable-next-line no-await-in-loop -- There is only one virtual time.
    const played = await playOrder(subject, random(seed, number))
    sizes.push(treeSize(played.choices))
    take(played)
  }
  if (sizes.length === 0) return { orders: tried.size, exhaustive: false }
  const mean = sizes.reduce((sum, size) => sum + size, 0) / sizes.length
  const estimatedOrders = Math.max(tried.size, Math.round(mean))
  return { orders: tried.size, exhaustive: false, estimatedOrders }
}

/**
 * How many orders there were if each of them had as many options at each choice. The mean of this over
 * random orders estimates the number of orders without bias: Knuth, "Estimating the efficiency of
 * backtrack programs", 1975.
 */
function treeSize(choices: readonly Choice[]): number {
  return choices.reduce((product, { options }) => product * options.length, 1)
}
