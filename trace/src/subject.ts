import type { Trace } from './call.ts'

/**
 * The trace of what was given: itself, or what it has as `trace` (a run, a mock API).
 *
 * @throws {TypeError} if it is neither; `what` says what needed it.
 */
export function traceOf(given: unknown, what: string): Trace {
  if (isTrace(given)) return given
  if (typeof given === 'object' && given !== null && 'trace' in given) {
    const { trace } = given
    if (isTrace(trace)) return trace
  }
  throw new TypeError(
    `${what} needs a trace, or something that has one as \`trace\` (a run, a mock API), got ${kindOf(given)}`,
  )
}

const isTrace = (thing: unknown): thing is Trace =>
  typeof thing === 'object' &&
  thing !== null &&
  'calls' in thing &&
  Array.isArray(thing.calls) &&
  'nowMs' in thing

function kindOf(thing: unknown): string {
  if (thing instanceof Promise) return 'a promise: await it first'
  if (thing === null || typeof thing !== 'object') return String(thing)
  return `an object with ${Object.keys(thing).slice(0, 5).join(', ') || 'nothing in it'}`
}
