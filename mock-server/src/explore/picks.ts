import { seededRandom } from '../shop/seeded-random.ts'
import type { Pick } from './play-order.ts'
import type { Choice } from './schedule.ts'

/** Makes the same choices as an earlier order did, then others, then those of the order of sending. */
export function follow(taken: readonly number[], known: readonly Choice[]): Pick {
  return (at, options) => {
    const before = known[at]?.options
    if (at >= taken.length || before === undefined) return 0
    return String(before) === String(options) ? (taken[at] ?? 0) : notRepeatable(before, options)
  }
}

/** Makes the choices of a schedule that a person gave. */
export function followSchedule(taken: readonly number[], schedule: string): Pick {
  return (at, options) => {
    const index = taken[at] ?? 0
    if (index < options.length) return index
    return new RangeError(
      `Cannot replay ${schedule}: expected 0 to ${options.length - 1} as number ${at + 1}, ` +
        `got ${index}. There the choice is: ${listed(options.map((name, i) => `${i} (${name})`))}. ` +
        'The schedule may belong to other code, or to another network',
    )
  }
}

/** Makes these choices as far as they exist, and otherwise those of the order of sending. */
export function followLoosely(taken: readonly number[]): Pick {
  return (at, options) => {
    const index = taken[at] ?? 0
    return index < options.length ? index : 0
  }
}

/** Makes random choices. The same seed and number make the same ones. */
export function random(seed: number, number: number): Pick {
  const draw = seededRandom(seed)('order', number)
  return (_, options) => draw.between(0, options.length - 1)
}

/** The error for work that does something else in the same order. */
export function notRepeatable(before?: readonly string[], now?: readonly string[]): Error {
  const difference =
    before === undefined
      ? ''
      : ` At one point the choice was: ${listed(before)}. ` +
        `In the same order again, it was: ${now === undefined ? 'none' : listed(now)}.`
  return new Error(
    `Cannot explore: your function does different things in the same order.${difference} ` +
      'Look for Math.random, and for variables outside the function that an earlier run has changed',
  )
}

function listed(options: readonly string[]): string {
  return new Intl.ListFormat('en', { type: 'disjunction' }).format(options)
}
