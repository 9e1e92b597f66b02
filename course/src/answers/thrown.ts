import { inspect } from 'node:util'

/** A thrown value, as far as the test runner could copy it from the worker thread. */
export interface Thrown {
  readonly name: string
  readonly message: string
  readonly stack: string
  /** `false` for `throw 'text'`, `throw undefined`, `throw { code: 5 }`. */
  readonly isError: boolean
}

/** The properties that the test runner adds to a thrown value. */
const additions = new Set(['stack', 'stacks', 'message', 'name', 'constructor', 'toString', 'type'])

const unreadable = 'Your code threw an error whose message cannot be read.'

/** Reads a thrown value: an Error, any other value, or the test runner's copy of either. */
export function readThrown(thrown: unknown): Thrown {
  if (typeof thrown !== 'object' || thrown === null) return noError(String(thrown))
  const { name, message, stack } = thrown as Record<string, unknown>
  const isError = typeof stack === 'string' || Object.hasOwn(thrown, 'constructor')
  if (!isError && typeof message === 'string' && isBare(thrown)) return noError(message)
  if (!isError || typeof message !== 'string') return noError(shown(thrown))
  return {
    name: typeof name === 'string' && name !== '' ? name : 'Error',
    message: message.startsWith('<unserializable>') ? unreadable : message,
    stack: typeof stack === 'string' ? stack : '',
    isError: true,
  }
}

/** Describes a thrown value to the learner. */
export function described(thrown: Thrown): string {
  if (thrown.message === unreadable) return unreadable
  return thrown.isError
    ? `Your code threw ${quoted(thrown)}.`
    : `Your code threw ${thrown.message}, which is not an Error. Throw a new Error, because it has a ` +
        'message, and a stack that shows where it was thrown.'
}

/** An error in backticks, for a sentence. A long message is cut. */
export function quoted({ name, message }: Thrown): string {
  const text = (message === '' ? name : `${name}: ${message}`).replaceAll(/\s+/g, ' ')
  return `\`${text.length > 300 ? `${text.slice(0, 300)}…` : text}\``
}

function noError(message: string): Thrown {
  return { name: '', message, stack: '', isError: false }
}

/** Whether an object has only a message. The test runner wraps a plain value in such an object. */
function isBare(thrown: object): boolean {
  return Object.keys(thrown).every((key) => additions.has(key) || key.startsWith('VITEST_'))
}

function shown(thrown: object): string {
  const own = Object.entries(thrown).filter(
    ([key]) => !['stacks', 'type'].includes(key) && !key.startsWith('VITEST_'),
  )
  const text = inspect(Object.fromEntries(own), { depth: 1, breakLength: Infinity })
  return text.length > 200 ? `${text.slice(0, 200)}…` : text
}
