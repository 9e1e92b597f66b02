// Keep the real functions, because a simulation replaces them while it runs.
const { setInterval, clearInterval, performance } = globalThis
const pollMs = 100

/** The name of the error if a step waited for too long. */
export const waitedTooLong = 'WaitedTooLong'

/**
 * Runs `work`, and rejects when the event loop of this thread has been idle for `limitMs` in all: the
 * work then waits for something that never happens. Time in which the thread is busy, or is ready but
 * gets no CPU time, does not count.
 *
 * @throws The error that `work` throws, or an error with the name {@link waitedTooLong}.
 */
export async function withIdleLimit(limitMs: number, work: () => Promise<void>): Promise<void> {
  const before = performance.eventLoopUtilization()
  const late = Promise.withResolvers<never>()
  const timer = setInterval(() => {
    const { idle } = performance.eventLoopUtilization(before)
    if (idle < limitMs) return
    const error = new Error(`the event loop was idle for ${limitMs} ms`)
    error.name = waitedTooLong
    late.reject(error)
  }, pollMs)
  try {
    await Promise.race([work(), late.promise])
  } finally {
    clearInterval(timer)
  }
}
