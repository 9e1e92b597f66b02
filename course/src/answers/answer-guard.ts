import { OwnGlobals } from './own-globals.ts'
import { PendingTimers } from './pending-timers.ts'

/** The name of the function that an answer's module calls when it has been loaded. */
export const answerLoaded: unique symbol = Symbol.for('overlap.answer-loaded')

/** How long a step waits for timers that its answer started and did not wait for. */
const lateMs = 500

// The real ones: a simulation puts others in their place for a while.
const { setTimeout, setImmediate, performance } = globalThis

/** Finds what an answer does to the rest of its thread, and fails the step in which it happens. */
export class AnswerGuard {
  // Before the globals are noted: the functions that it puts in place are the ones to keep.
  readonly #timers = new PendingTimers()
  readonly #globals = new OwnGlobals()
  #replaced: string[] = []
  #escaped: { readonly error: unknown }[] = []

  constructor() {
    // A simulation takes these listeners away while it runs, and reports what it sees by itself.
    const note = (error: unknown): void => void this.#escaped.push({ error })
    process.on('unhandledRejection', note)
    process.on('uncaughtException', note)
  }

  /** At once: the test runner itself needs what an answer may have replaced. */
  afterLoading(): void {
    this.#replaced = this.#globals.restore()
  }

  /** @throws what happened since the answer was loaded. */
  beforeStep(): void {
    this.#replaced.push(...this.#globals.restore())
    this.#complain()
  }

  /** Waits a moment for timers that still run. @throws what happened during the step. */
  async afterStep(): Promise<void> {
    this.#replaced.push(...this.#globals.restore())
    // Node reports a rejection after the microtasks, and a timer of 0 ms comes one turn later.
    const until = performance.now() + lateMs
    await turn()
    while (this.#timers.any() && performance.now() < until) await turn(10)
    this.#complain()
  }

  #complain(): void {
    const [replaced, escaped] = [this.#replaced, this.#escaped]
    this.#replaced = []
    this.#escaped = []
    if (replaced.length > 0) throw replacedGlobal(replaced)
    if (escaped[0]) throw escapedError(escaped[0].error)
  }
}

function replacedGlobal(names: readonly string[]): Error {
  const some = names.slice(0, 3).map((name) => `\`${name}\``)
  const list = `${some.join(', ')}${names.length > 3 ? ' and others' : ''}`
  const error = new Error(
    `Your code replaced ${list}. The whole program uses ${names.length === 1 ? 'it' : 'them'}, ` +
      'and so does the check. Leave the global as it is, and give your own function another name.',
  )
  error.name = 'ReplacedGlobal'
  return error
}

/** The error of a step, or of a whole check, in which the `cause` was caught by nothing. */
export function escapedError(cause: unknown): Error {
  const error = new Error('nothing caught an error', { cause })
  error.name = 'EscapedError'
  return error
}

function turn(ms = 1): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(() => setImmediate(resolve), ms)
  })
}
