import type { Hedged, HedgedOptions, Work } from '../../types.ts'

export { isRepeatable } from '../solution.ts'

/**
 * Believes that the end of a race between the first call and a timer means that the call is slow.
 *
 * @fails sends a second call only if the first takes longer than `afterMs`, and takes the first success
 * @diagnosis send no second one: clear its timer, or return before you send it
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
    const { promise: due, resolve: ring } = Promise.withResolvers<void>()
    const timer = setTimeout(ring, Number(afterMs))
    void Promise.race([send(), due]).then(() => {
      if (mayRepeat) void send()
    })
    return promise.finally(() => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
    })
  }
}
