/** The longest delay that `setTimeout` takes, 24.8 days. One that is longer it takes for 1 ms. */
const longestMs = 2 ** 31 - 1

/**
 * Calls back in `ms`, never early: `setTimeout` for any number, also for 30 days.
 *
 * @param ms - 0 or more. For `Infinity` there is no timer at all.
 * @returns What stops the timer. To stop it twice, or when it has rung, does nothing.
 */
export function startTimer(ms: number, callback: () => void): () => void {
  const dueMs = performance.now() + ms
  let timer: ReturnType<typeof setTimeout> | undefined
  const wait = (leftMs: number): void => {
    timer = setTimeout(ring, Math.min(Math.ceil(leftMs), longestMs))
  }
  const ring = (): void => {
    const leftMs = dueMs - performance.now()
    if (leftMs > 0) wait(leftMs)
    else callback()
  }
  if (ms !== Infinity) wait(ms)
  return () => clearTimeout(timer)
}
