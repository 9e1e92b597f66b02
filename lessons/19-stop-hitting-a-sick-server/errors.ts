/** The circuit is open: the call was refused, and the function wasn't called. */
export class CircuitOpenError extends Error {
  override readonly name = 'CircuitOpenError'
  /** Ms until the next probe may begin. 0: the cool-down is over, and a probe is in flight. */
  readonly retryAfterMs: number

  /** @param leftMs - how much of the cool-down is left. A negative number counts as 0. */
  constructor(leftMs: number) {
    const when = leftMs > 0 ? `in ${Math.ceil(leftMs)} ms` : 'when the probe has ended'
    super(`The circuit is open: call again ${when}`)
    this.retryAfterMs = Math.max(0, leftMs)
  }
}

/** Every slot and every place in the queue is taken: the call was refused, and nothing was begun. */
export class BulkheadFullError extends Error {
  override readonly name = 'BulkheadFullError'

  constructor(slots: number, queue: number) {
    super(
      `The bulkhead is full: ${slots} ${slots === 1 ? 'call' : 'calls'} in flight, ${queue} waiting`,
    )
  }
}
