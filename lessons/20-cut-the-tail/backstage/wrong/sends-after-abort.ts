import type { Hedged, HedgedOptions, Work } from '../../types.ts'

export { isRepeatable } from '../solution.ts'

/**
 * Believes that an abort reaches everything by itself.
 *
 * @fails aborts both calls when the caller aborts, and rejects with the caller's reason
 * @diagnosis Nobody waits for it any more
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
        if (failed === controllers.length) reject(errors[0])
      }
    }
    const onAbort = (): void => reject(signal?.reason)
    signal?.addEventListener('abort', onAbort)
    void send()
    const timer = setTimeout(() => {
      if (mayRepeat) void send()
    }, Number(afterMs))
    void promise
      .then(() => clearTimeout(timer))
      .catch(() => signal?.aborted || clearTimeout(timer))
      .finally(() => signal?.removeEventListener('abort', onAbort))
    return promise
  }
}
