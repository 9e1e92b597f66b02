import { inspect } from 'node:util'

/** What was thrown, as far as a test runner could hand it on; every part is sure to be text. */
export interface Thrown {
  readonly name: string
  readonly message: string
  readonly stack: string
  /** `false` for `throw 'text'`, `throw undefined`, `throw { code: 5 }`. */
  readonly isError: boolean
}

/** What the test runner adds to what was thrown. */
const additions = new Set(['stack', 'stacks', 'message', 'name', 'constructor', 'toString', 'type'])

const unreadable = 'Your code threw an error whose message cannot be read.'

/** Reads what was thrown: an Error, any other value, or what is left of one after it was copied. */
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

/** What was thrown, in a line or two for the learner. */
export function described(thrown: Thrown): string {
  if (thrown.message === unreadable) return unreadable
  return thrown.isError
    ? `Your code threw ${quoted(thrown)}.`
    : `Your code threw ${thrown.message}, which is not an Error. Throw a new Error: it has a ` +
        'message, and a stack that shows where it was thrown.'
}

/** An error as code in a sentence, cut where it is long. */
export function quoted({ name, message }: Thrown): string {
  const text = (message === '' ? name : `${name}: ${message}`).replaceAll(/\s+/g, ' ')
  return `\`${text.length > 300 ? `${text.slice(0, 300)}…` : text}\``
}

function noError(message: string): Thrown {
  return { name: '', message, stack: '', isError: false }
}

/** Whether there is nothing but a message: the test runner makes such an object of a plain value. */
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
