import { Misconception, type Trace } from '@overlap/trace'
import type { Leftover } from './leftovers.ts'
import { isUnchanged, snapshot } from './snapshot.ts'
import { watchSignal } from './watched-signal.ts'

/** The state at the moment when the work settled. */
export interface AtSettle {
  readonly trace: Trace
  /** Timers that the work itself had set. */
  readonly timers: number
  /** Abort listeners on the signals that audited functions were given. */
  readonly listeners: number
}

/** Watches the arguments of audited functions during one simulation. */
export class Audit {
  readonly #signals = new Map<AbortSignal, ReadonlySet<unknown>>()
  readonly #inputs: { readonly value: unknown; readonly before: unknown }[] = []
  readonly #thrown: unknown[] = []

  /** Watches an argument: itself, and what it holds if it is an array or a plain object. */
  give(argument: unknown): void {
    const before = snapshot(argument)
    if (before !== argument) this.#inputs.push({ value: argument, before })
    for (const signal of signalsIn(argument)) this.#signals.set(signal, watchSignal(signal))
  }

  /** Records what a function threw instead of returning a promise that rejects. */
  threw(error: unknown): void {
    this.#thrown.push(error)
  }

  /** Abort listeners that are left on the signals, now. */
  get listeners(): number {
    return [...this.#signals.values()].reduce((sum, { size }) => sum + size, 0)
  }

  /** Everything that was left behind, the worst first. */
  leftovers({ trace, timers, listeners }: AtSettle, unhandled: readonly unknown[]): Leftover[] {
    const changed = this.#inputs.filter(({ value, before }) => !isUnchanged(before, value))
    // A call of a named client belongs to whoever made that client.
    const calls = trace.calls.filter(
      ({ outcome, client }) => outcome === 'pending' && client === '',
    )
    return [
      ...this.#thrown.map((error) => ({ kind: 'throw', error }) as const),
      ...changed.map(({ before, value }) => ({ kind: 'mutation', before, after: value }) as const),
      ...unhandled.map((reason) => ({ kind: 'rejection', reason }) as const),
      ...(calls.length > 0 ? [{ kind: 'call', calls } as const] : []),
      ...(timers > 0 ? [{ kind: 'timer', timers } as const] : []),
      ...(listeners > 0 ? [{ kind: 'listener', listeners } as const] : []),
    ]
  }
}

function* signalsIn(value: unknown): Iterable<AbortSignal> {
  if (value instanceof AbortSignal) yield value
  if (typeof value !== 'object' || value === null) return
  // An AbortController has its signal by a getter of its class.
  const inner = value instanceof AbortController ? [value.signal] : Object.values(value)
  for (const one of inner) if (one instanceof AbortSignal) yield one
}

let current: Audit | undefined

/** Makes an audit the one that audited functions report to, until it is disposed of. */
export function openAudit(audit: Audit): Disposable {
  current = audit
  return { [Symbol.dispose]: () => (current = undefined) }
}

/** Options of {@link audited}. */
export interface AuditedOptions {
  /** `promise`, the default: a synchronous throw is a leftover. `value`: the function may throw. */
  readonly returns?: 'promise' | 'value'
}

/**
 * Wraps a function to audit its behaviour. During a simulation, the run's `leftovers` then show whether
 * the function changed an array or object that it was given, left abort listeners on a signal that it
 * was given (directly or in an options object), or threw instead of returning a promise that rejects. A
 * synchronous throw becomes a rejection, so that the caller can go on.
 *
 * Outside a simulation, the wrapper only calls the function.
 *
 * @throws {Misconception} if `fn` is a class, or not a function.
 *
 * @example
 * ```ts
 * import { audited, simulate } from '@overlap/mock-server'
 *
 * const sorted = audited(async (list: number[]) => list.sort())
 * const run = await simulate({}, () => sorted([2, 1]))
 * run.leftovers.map(({ kind }) => kind) // → ['mutation']
 * ```
 */
export function audited<A extends readonly unknown[], R>(
  fn: (...args: A) => R,
  { returns = 'promise' }: AuditedOptions = {},
): (...args: A) => R {
  checkCallable(fn)
  return (...args) => {
    const audit = current
    if (audit === undefined) return fn(...args)
    for (const argument of args) audit.give(argument)
    if (returns === 'value') return fn(...args)
    try {
      return fn(...args)
    } catch (error) {
      audit.threw(error)
      return Promise.reject(error) as R
    }
  }
}

/** A learner may have exported anything under the name of a function. */
function checkCallable(fn: unknown): void {
  const kind = fn === null ? 'null' : typeof fn
  const isClass = kind === 'function' && String(fn).startsWith('class')
  if (kind === 'function' && !isClass) return
  throw new Misconception(
    `Expected a function, but your file exports ${isClass ? 'a class' : named(kind)}. ` +
      'Write `export function …`; the check calls it without `new`.',
    '',
  )
}

/** A kind of value with its article. */
function named(kind: string): string {
  if (kind === 'undefined' || kind === 'null') return `\`${kind}\``
  return `${kind === 'object' ? 'an' : 'a'} ${kind}`
}
