/** How many turns of the event loop may pass without any progress before something counts as stuck. */
const QUIET_TURNS = 250
const TURN_MS = 2

// A check must not run on the clock of an answer that replaces these.
const { setTimeout, setImmediate } = globalThis

/**
 * One turn of the event loop. Client and server run in this process, so each turn moves both on, however busy
 * the machine is. That's why patience is counted in turns, not in milliseconds.
 */
export function turn(ms = TURN_MS): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(() => setImmediate(resolve), ms)
  })
}

/**
 * Waits until something holds, as long as there is progress.
 *
 * @param progress - Text that changes while something moves.
 * @returns Whether it holds. `false`: nothing moved for so many turns that it never will.
 */
export async function until(
  holds: () => boolean,
  progress: () => string = () => '',
): Promise<boolean> {
  let [before, quiet] = ['', 0]
  while (!holds()) {
    const now = progress()
    quiet = now === before ? quiet + 1 : 0
    before = now
    if (quiet > QUIET_TURNS) return false
    await turn()
  }
  return true
}

/** How a promise ends. `undefined` if it's stuck. */
export async function ended<T>(
  promise: Promise<T>,
  progress?: () => string,
): Promise<PromiseSettledResult<T> | undefined> {
  let result: PromiseSettledResult<T> | undefined
  const settled = Promise.allSettled([promise]).then(([only]) => (result = only))
  await until(() => result !== undefined, progress)
  void settled
  return result
}

/**
 * Makes a step that, if it fails, waits until the sockets of the answer are closed and undici's timers have
 * lapsed: they tick every 499 ms. Then nothing of an answer disturbs the next one.
 */
export function tidily(step: () => Promise<void>): () => Promise<void> {
  return async () => {
    try {
      await step()
    } catch (error) {
      await until(() => false)
      throw error
    }
  }
}
