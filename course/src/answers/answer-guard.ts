import { FrozenGlobals } from './frozen-globals.ts'
import { OwnGlobals } from './own-globals.ts'
import { PendingTimers } from './pending-timers.ts'

/** The name of the function that an answer's module calls when it has been loaded. */
export const answerLoaded: unique symbol = Symbol.for('overlap.answer-loaded')

/** The global that holds the path of the answer to check; its stub puts it there. */
export const answerPath: unique symbol = Symbol.for('overlap.answer-path')

/** The global that holds how many scenarios a step may draw; `everyScenario` reads it. */
export const mostDraws: unique symbol = Symbol.for('overlap.most-draws')

/** How long a step waits for timers that its answer started and did not wait for. */
const lateMs = 500

// The real ones: a simulation puts others in their place for a while.
const { setTimeout, setImmediate, performance } = globalThis

interface Change {
  readonly name: string
  readonly how: 'replaced' | 'added' | 'froze'
}

const inUse = (isOne: boolean): string =>
  `The whole program uses ${isOne ? 'it' : 'them'}, and so does the check.`

/** What a change means to the rest of the program, and what to do instead. */
const consequences: Readonly<Record<Change['how'], (isOne: boolean) => string>> = {
  replaced: (isOne) =>
    `${inUse(isOne)} Leave the global as it is, and give your own function another name.`,
  added: () =>
    'Every object of that kind inherits it, also in the check. Write a function of your own instead.',
  froze: (isOne) => `${inUse(isOne)} Freeze only objects of your own.`,
}

/** Finds what an answer does to the rest of its thread, and fails the step in which it happens. */
export class AnswerGuard {
  // Before the globals are noted: the functions that it puts in place are the ones to keep.
  readonly #timers = new PendingTimers()
  readonly #frozen = new FrozenGlobals()
  readonly #globals = new OwnGlobals()
  #changes: Change[] = []
  #escaped: { readonly error: unknown }[] = []
  #hasSeen = false

  constructor() {
    // A simulation takes these listeners away while it runs, and reports what it sees by itself.
    const note = (error: unknown): void => void this.#escaped.push({ error })
    process.on('unhandledRejection', note)
    process.on('uncaughtException', note)
  }

  /** Forgets the answer before. */
  begin(): void {
    this.#hasSeen = false
  }

  /** Whether the answer did nothing to its thread so far, and no timer of it is pending. */
  sawNothing(): boolean {
    this.#restore()
    const isClean = this.#changes.length === 0 && this.#escaped.length === 0
    return isClean && !this.#hasSeen && !this.#timers.anyAtAll()
  }

  /** At once: the test runner itself needs what an answer may have replaced. */
  afterLoading(): void {
    this.#restore()
  }

  /** @throws what happened since the answer was loaded. */
  beforeStep(): void {
    this.#restore()
    this.#complain()
  }

  /** Waits a moment for timers that still run. @throws what happened during the step. */
  async afterStep(): Promise<void> {
    this.#restore()
    // Node reports a rejection after the microtasks, and a timer of 0 ms comes one turn later.
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
