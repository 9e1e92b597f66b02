/**
 * Lets an async generator close right away. Its own `return()` waits until a pending `next()` has settled, which
 * may take long. This one first calls `close`, which should make that `next()` settle.
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
