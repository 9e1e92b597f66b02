/** The caller: its signal, and what the learner's code did to it. */
export interface Caller {
  readonly signal: AbortSignal
  readonly abort: (reason: unknown) => void
  /** How many listeners were removed so far. */
  readonly removals: number
  /** Whether the caller's own `onabort` was replaced. */
  readonly isReplaced: boolean
}

/** Makes a caller, whose signal has an `onabort` already. */
export function callerOf(): Caller {
  const controller = new AbortController()
  const { signal } = controller
  const onabort = (): void => {}
  // oxlint-disable-next-line unicorn/prefer-add-event-listener -- an answer must not replace it
  signal.onabort = onabort
  let removals = 0
  const remove = signal.removeEventListener.bind(signal)
  signal.removeEventListener = (...args: Parameters<typeof remove>) => {
    removals += 1
    remove(...args)
  }
  return {
    signal,
    abort: (reason) => controller.abort(reason),
    get removals() {
      return removals
    },
    get isReplaced() {
      return signal.onabort !== onabort
    },
  }
}
