/** The longest delay that `setTimeout` accepts, 24.8 days. With a longer one, it fires after 1 ms. */
const longestMs = 2 ** 31 - 1

/**
 * Calls `callback` in `ms` milliseconds, never early. Unlike `setTimeout`, it takes any number, such as
 * 30 days.
 *
 * @param ms - 0 or more. With `Infinity`, no timer is started.
 * @returns A function that stops the timer. You may call it more than once, and after the callback.
 */
export function startTimer(ms: number, callback: () => void): () => void {
  const dueMs = performance.now() + ms
  let timer: ReturnType<typeof setTimeout> | undefined
  const wait = (leftMs: number): void => {
    timer = setTimeout(check, Math.min(Math.ceil(leftMs), longestMs))
  }
  const check = (): void => {
    const leftMs = dueMs - performance.now()
    if (leftMs > 0) wait(leftMs)
    else callback()
  }
  if (ms !== Infinity) wait(ms)
  return () => clearTimeout(timer)
}
