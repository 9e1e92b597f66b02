import type { Trace } from './call.ts'

/**
 * Returns the trace of an object with a `trace` (a run, a mock API), or the trace itself.
 *
 * @param what - the function that needs the trace, for the error message
 * @throws {TypeError} if there is no trace.
 */
export function traceOf(given: unknown, what: string): Trace {
  if (isTrace(given)) return given
  if (typeof given === 'object' && given !== null && 'trace' in given) {
    const { trace } = given
    if (isTrace(trace)) return trace
  }
  throw new TypeError(
    `${what} needs a trace, or an object with a \`trace\` (a run, a mock API), got ${kindOf(given)}`,
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
