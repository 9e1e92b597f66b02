import type { Hedged, HedgedOptions, Work } from '../../types.ts'

export { isRepeatable } from '../solution.ts'

/**
 * Believes that `fn` always returns a promise.
 *
 * @fails copes with a throw, a call that ignores its signal, and a body that is still arriving
 * @diagnosis before it returned a promise, and nothing caught it
 */
export function hedged<Arg, T>(
  fn: Work<Arg, T>,
  { afterMs, isSafe = () => true }: HedgedOptions<Arg>,
): Hedged<Arg, T> {
  return async (arg, { signal } = {}) => {
    signal?.throwIfAborted()
    const mayRepeat = isSafe(arg)
    const { promise, resolve, reject } = Promise.withResolvers<T>()
    const controllers: AbortController[] = []
    const errors: unknown[] = []
    let failed = 0
    const send = (): void => {
      const controller = new AbortController()
      const i = controllers.push(controller) - 1
      const own = controller.signal
      const call = fn(arg, { signal: signal ? AbortSignal.any([signal, own]) : own })
      Promise.resolve(call).then(
        (value) => {
          resolve(value)
          if (i < 2) controllers[1 - i]?.abort()
        },
        (error: unknown) => {
          errors[i] = error
          failed += 1
          if (failed === controllers.length) reject(errors[0])
        },
      )
    }
    const onAbort = (): void => reject(signal?.reason)
    signal?.addEventListener('abort', onAbort)
    send()
    const timer = setTimeout(() => {
      if (mayRepeat) send()
    }, Number(afterMs))
    return promise.finally(() => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
    })
  }
}
