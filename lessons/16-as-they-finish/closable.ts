/**
 * Makes an async generator close right away. Its own `return()` has to wait until a pending `next()` has ended,
 * which may be long. This one first calls `close`, which should make that `next()` end.
 */
export function closable<T>(
  generator: AsyncGenerator<T, void, void>,
  close: () => void,
): AsyncGenerator<T, void, void> {
  const end = generator.return.bind(generator)
  return Object.assign(generator, {
    return: () => {
      close()
      return end()
    },
  })
}
