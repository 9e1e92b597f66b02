import type { Arguments, CallOptions, Work } from './types.ts'

/** Splits what a caller passed into the arguments for `fn` and the caller's own signal. */
export function splitCall<Args extends readonly unknown[]>(
  given: Args | [...Args, CallOptions],
): { readonly args: Args; readonly signal: AbortSignal | undefined } {
  const last = given.at(-1)
  if (!isCallOptions(last)) return { args: given as Args, signal: undefined }
  return { args: given.slice(0, -1) as readonly unknown[] as Args, signal: last.signal }
}

/** Calls `fn(...args, { signal })`. */
export function callWith<Params extends readonly unknown[], T>(
  fn: Work<Params, T>,
  args: Arguments<Params>,
  signal: AbortSignal,
): T | PromiseLike<T> {
  return fn(...([...args, { signal }] as readonly unknown[] as Params))
}

/**
 * The key of a call, if there is no option `key`. Two calls have the same key if they pass the same number of arguments and
 * a `Map` would treat each pair as equal: `argumentsKey(1, 2)` differs from `argumentsKey('1', 2)` and
 * `argumentsKey('1,2')`.
 */
export function argumentsKey(...args: readonly unknown[]): unknown {
  // Quote a single string as well, or the string '1,2' would equal the key of the numbers 1 and 2.
  if (args.length === 1 && typeof args[0] !== 'string') return args[0]
  return args.map(textOf).join()
}

/** A string that is unique to this value. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'bigint') return `${value}n`
  if (typeof value === 'symbol') {
    const name = Symbol.keyFor(value)
    return name === undefined ? numberOf(value) : `@${JSON.stringify(name)}`
  }
  if (typeof value === 'function') return numberOf(value)
  if (typeof value === 'object' && value !== null) return numberOf(value)
  return String(value)
}

const numbers = new WeakMap<WeakKey, number>()
let latest = 0

/** Each object has a number of its own. */
function numberOf(value: WeakKey): string {
  const number = numbers.get(value) ?? (latest += 1)
  numbers.set(value, number)
  return `#${number}`
}

function isCallOptions(value: unknown): value is CallOptions {
  if (typeof value !== 'object' || value === null) return false
  const { signal } = value as Partial<CallOptions>
  const isSignal = signal === undefined || signal instanceof AbortSignal
  return isSignal && Object.keys(value).join() === 'signal'
}
