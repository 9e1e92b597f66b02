import type { Hedged, HedgedOptions, Work } from '../../types.ts'

export { isRepeatable } from '../solution.ts'

/**
 * Believes that a second call is for failures, too, as in `retry`.
 *
 * @fails waits for the other call if one fails, and rejects with the first call's error
 * @diagnosis A second call is for slow calls
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
    const send = async (): Promise<void> => {
      const controller = new AbortController()
      const i = controllers.push(controller) - 1
      const own = controller.signal
      try {
        const value = await fn(arg, { signal: signal ? AbortSignal.any([signal, own]) : own })
        resolve(value)
        for (const other of controllers) if (other !== controller) other.abort()
      } catch (error) {
        errors[i] = error
        failed += 1
        if (failed === 2) reject(errors[0])
      }
    }
    const onAbort = (): void => reject(signal?.reason)
    signal?.addEventListener('abort', onAbort)
    void send()
    const timer = setTimeout(() => {
      if (mayRepeat) void send()
    }, Number(afterMs))
    return promise.finally(() => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
    })
  }
}
