/** The name of an error, or the value itself. */
export function nameOf(reason: unknown): string {
  return reason instanceof Error || reason instanceof DOMException ? reason.name : String(reason)
}

/** The message of an error, or nothing. */
export function messageOf(reason: unknown): string {
  return reason instanceof Error ? reason.message : ''
}

/** A moment or a duration, as the pictures show it: `300 ms`, `300 s`. */
export function timeText(ms: number): string {
  return ms < 10_000 ? `${ms} ms` : `${Number((ms / 1000).toFixed(1))} s`
}

/** For an answer that takes a promise of another library for a result. */
export const thenableText =
  'This work returned an object with a `then` method, for which `instanceof Promise` is false. Treat ' +
  'whatever the work returns alike: `await` and `Promise.race` take anything.'

/** When something happened that may never have happened. */
export function at(ms: number): string {
  return ms === Infinity ? 'never' : `at ${timeText(ms)}`
}

/** Whether it is the error of Node's `AbortSignal.timeout` for a number that it doesn't take. */
export function isRefusedDelay(reason: unknown): boolean {
  return reason instanceof RangeError && messageOf(reason).includes('"delay"')
}
