import { FrozenGlobals } from './frozen-globals.ts'
import { OwnGlobals } from './own-globals.ts'
import { PendingTimers } from './pending-timers.ts'

/** The global function that an answer's module calls at its end. */
export const answerLoaded: unique symbol = Symbol.for('overlap.answer-loaded')

/** The global that holds the module ID of the answer to check. The stub sets it. */
export const answerPath: unique symbol = Symbol.for('overlap.answer-path')

/** The global that limits how many scenarios a step draws. `everyScenario` reads it. */
export const mostDraws: unique symbol = Symbol.for('overlap.most-draws')

/** How long a step waits for pending timers of the answer after the answer has settled. */
const lateMs = 500

// Keep the real functions, because a simulation replaces them while it runs.
const { setTimeout, setImmediate, performance } = globalThis

interface Change {
  readonly name: string
  readonly how: 'replaced' | 'added' | 'froze'
}

const inUse = (isOne: boolean): string =>
  `The whole program uses ${isOne ? 'it' : 'them'}, and so does the check.`

/** Why each kind of change affects the rest of the program, and what to do instead. */
const consequences: Readonly<Record<Change['how'], (isOne: boolean) => string>> = {
  replaced: (isOne) =>
    `${inUse(isOne)} Leave the global as it is, and give your own function another name.`,
  added: () =>
    'Every object of that kind inherits it, even in the check. Write a function of your own instead.',
  froze: (isOne) => `${inUse(isOne)} Freeze only objects of your own.`,
}

/**
 * Detects what an answer does to the rest of its thread (changed globals, escaped errors), undoes the
 * changes, and fails the step in which they happen.
 */
export class AnswerGuard {
  // First, because both replace global functions, and `OwnGlobals` has to save the replacements.
  readonly #timers = new PendingTimers()
  readonly #frozen = new FrozenGlobals()
  readonly #globals = new OwnGlobals()
  #changes: Change[] = []
  #escaped: { readonly error: unknown }[] = []
  #hasSeen = false

  constructor() {
    // A simulation removes these listeners while it runs, and reports such errors itself.
    const note = (error: unknown): void => void this.#escaped.push({ error })
    process.on('unhandledRejection', note)
    process.on('uncaughtException', note)
  }

  /** Clears what the previous answer did. */
  begin(): void {
    this.#hasSeen = false
  }

  /** Whether the answer has changed nothing in its thread, and has no pending timer. */
  sawNothing(): boolean {
    this.#restore()
    const isClean = this.#changes.length === 0 && this.#escaped.length === 0
    return isClean && !this.#hasSeen && !this.#timers.anyAtAll()
  }

  /** Restores globals right after the answer is loaded, because the test runner needs them, too. */
  afterLoading(): void {
    this.#restore()
  }

  /** @throws An error if the answer changed a global, or an error escaped, while it was loaded. */
  beforeStep(): void {
    this.#restore()
    this.#complain()
  }

  /**
   * Waits up to {@link lateMs} for pending timers of the answer.
   *
   * @throws An error if the answer changed a global, or an error escaped, during the step.
   */
  async afterStep(): Promise<void> {
    this.#restore()
    // Node reports an unhandled rejection after the microtasks. A timer of 0 ms fires one turn later.
    const until = performance.now() + lateMs
    await turn()
    while (this.#timers.any() && performance.now() < until) await turn(10)
    this.#complain()
  }

  #restore(): void {
    for (const name of this.#globals.restore()) this.#changes.push({ name, how: 'replaced' })
    for (const name of this.#globals.removeAdded()) this.#changes.push({ name, how: 'added' })
    for (const name of this.#frozen.take()) this.#changes.push({ name, how: 'froze' })
  }

  #complain(): void {
    const [[change], escaped] = [this.#changes, this.#escaped]
    const names = this.#changes.filter(({ how }) => how === change?.how).map(({ name }) => name)
    this.#changes = []
    this.#escaped = []
    this.#hasSeen ||= change !== undefined || escaped.length > 0
    if (change) throw changedGlobal(change.how, names)
    if (escaped[0]) throw escapedError(escaped[0].error)
  }
}

function changedGlobal(how: Change['how'], names: readonly string[]): Error {
  const some = names.slice(0, 3).map((name) => `\`${name}\``)
  const list = `${some.join(', ')}${names.length > 3 ? ' and others' : ''}`
  const isOne = names.length === 1
  const error = new Error(`Your code ${how} ${list}. ${consequences[how](isOne)}`)
  error.name = 'ChangedGlobal'
  return error
}

/** The error of a step, or of a whole check, if nothing caught the `cause`. */
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
