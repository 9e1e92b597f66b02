// The real ones: a simulation puts others in their place for a while.
const { setInterval, clearInterval, performance } = globalThis
const lookEveryMs = 100

/** The name of the error of a step whose thread had nothing to do for too long. */
export const waitedTooLong = 'WaitedTooLong'

/**
 * Waits for work, unless this thread has nothing to do for so many ms in all: then the work waits for
 * something that never comes. The time in which the thread works, or would work if other programs let
 * it, does not count.
 *
 * @throws What `work` throws, or an error with the name {@link waitedTooLong}.
 */
export async function withIdleLimit(limitMs: number, work: () => Promise<void>): Promise<void> {
  const before = performance.eventLoopUtilization()
  const late = Promise.withResolvers<never>()
  const look = setInterval(() => {
    const { idle } = performance.eventLoopUtilization(before)
    if (idle < limitMs) return
    const error = new Error(`nothing happened for ${limitMs} ms`)
    error.name = waitedTooLong
    late.reject(error)
  }, lookEveryMs)
  try {
    await Promise.race([work(), late.promise])
  } finally {
    clearInterval(look)
  }
}
