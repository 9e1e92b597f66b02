/** What to say if {@link isNotDisposable}. */
export const NOT_DISPOSABLE =
  "`using` or `await using` got a value that it can't dispose of, such as a promise. `acquire()` returns a promise: " +
  '`await` it first. A slot needs `await using`, not `using`.'

/** Whether `using` or `await using` threw this, because its value has no method to dispose of it. */
export function isNotDisposable(error: unknown): boolean {
  return (
    error instanceof TypeError &&
    /disposable|Symbol\.dispose|Symbol\.asyncDispose|`using`|Object expected/i.test(error.message)
  )
}

/** V8's own messages end with a full stop now and then. */
export function withoutDot(text: string): string {
  return text.replace(/\.`$/, '`')
}
