import { shown } from '@overlap/scenarios'
import { diagnose, type Trace } from '@overlap/trace'
import type { MakeBulkhead } from './bulkhead-play.ts'
import type { Breaker } from './play.ts'

const nothing: Trace = { calls: [], marks: [], nowMs: 0, epochMs: 0, dropped: 0 }

const wrongBreakers: readonly (readonly [object, string])[] = [
  [{ failures: 0 }, 'failures'],
  [{ failures: 1.5 }, 'failures'],
  [{ failures: undefined }, 'failures'],
  [{ coolDownMs: -1 }, 'coolDownMs'],
  [{ coolDownMs: Number.NaN }, 'coolDownMs'],
  [{ isFailure: 500 }, 'isFailure'],
]

const wrongBulkheads: readonly (readonly [object, string])[] = [
  [{ slots: 0 }, 'slots'],
  [{ slots: '2' }, 'slots'],
  [{ queue: -1 }, 'queue'],
  [{ queue: undefined }, 'queue'],
  [{ needsMs: Number.NaN }, 'needsMs'],
]

/** Options that make no sense are refused by name. `checkBreaker` does it. */
export function refusesWrongOptions(circuitBreaker: Breaker): void {
  const options = { failures: 3, coolDownMs: 500 }
  const fn = (): number => 3
  refuses('circuitBreaker(3, …)', 'fn', () => circuitBreaker(3 as never, options))
  for (const [wrong, name] of wrongBreakers) {
    const text = `circuitBreaker(fn, ${shown(wrong).slice(1, -1)})`
    refuses(text, name, () => circuitBreaker(fn, { ...options, ...wrong }))
  }
  circuitBreaker(fn, { ...options, failures: Infinity })
}

/** The same for `bulkhead` and `checkBulkhead`. */
export function refusesWrongBulkheads(bulkhead: MakeBulkhead): void {
  for (const [wrong, name] of wrongBulkheads) {
    const text = `bulkhead(${shown(wrong).slice(1, -1)})`
    refuses(text, name, () => bulkhead({ slots: 2, queue: 2, ...wrong }))
  }
}

function refuses(text: string, name: string, make: () => unknown): void {
  let thrown: unknown
  try {
    make()
  } catch (error) {
    thrown = error
  }
  const isNamed =
    (thrown instanceof RangeError || thrown instanceof TypeError) && thrown.message.includes(name)
  diagnose(nothing, [
    [
      !isNamed,
      `\`${text}\` ${thrown === undefined ? 'was accepted' : `threw ${shown(thrown)}`}. Refuse it with an error that names ` +
        `\`${name}\`: \`check-options.ts\` has a function for that.`,
    ],
  ])
}
