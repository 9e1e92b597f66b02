/** @throws {TypeError} if `fn` isn't a function. */
export function checkFunction(fn: unknown): void {
  if (typeof fn === 'function') return
  throw new TypeError(`Cannot use fn: expected a function, got ${String(fn)}`)
}
