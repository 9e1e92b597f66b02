import type { Hedged, HedgedOptions, Work } from '../../types.ts'

export { isRepeatable } from '../solution.ts'

/**
 * Believes that `Promise.race` takes the faster success.
 *
 * @fails waits for the other call if one fails, and rejects with the first call's error
 * @diagnosis `Promise.race` rejects with the first failure
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
    const send = async (): Promise<void> => {
      const controller = new AbortController()
      controllers.push(controller)
      const own = controller.signal
      try {
        const value = await fn(arg, { signal: signal ? AbortSignal.any([signal, own]) : own })
        resolve(value)
        for (const other of controllers) if (other !== controller) other.abort()
      } catch (error) {
        reject(error)
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
