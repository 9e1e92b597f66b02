import type { WaitingCall } from '../mount/mount-state.ts'

interface Waiting {
  readonly label: string
  readonly start: () => void
}

/** The calls that wait until the explorer picks them, in the order in which they were sent. */
export class Turns {
  readonly #waiting: Waiting[] = []

  /** Each call in words. */
  get labels(): string[] {
    return this.#waiting.map(({ label }) => label)
  }

  /**
   * Waits until the call is picked.
   *
   * @throws The reason of `gone` if that aborts first. The call can't be picked any more then.
   */
  wait({ label, gone }: WaitingCall): Promise<void> {
    if (gone.aborted) return Promise.reject(gone.reason)
    return new Promise((resolve, reject) => {
      const abort = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1)
        reject(gone.reason)
      }
      const start = (): void => {
        gone.removeEventListener('abort', abort)
        resolve()
      }
      const waiting = { label, start }
      this.#waiting.push(waiting)
      gone.addEventListener('abort', abort, { once: true })
    })
  }

  /** Lets a call set out. */
  pick(index: number): void {
    const [call] = this.#waiting.splice(index, 1)
    call?.start()
  }
}
