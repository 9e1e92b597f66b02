import type { SerializedError } from 'vitest/node'

/**
 * A hint at the most common mistakes, for a failure whose message doesn't name the cause. It is a
 * question, because the error doesn't prove the cause.
 *
 * @param byTheAnswer Whether the answer's own code threw the error.
 */
export function likelyCause(error: SerializedError, byTheAnswer: boolean): string[] {
  if (error.name === 'TypeError' && readsUndefined(error.message)) {
    return [
      byTheAnswer
        ? 'A value is undefined here. Is an `await` missing, or a `return` in a function that you call?'
        : 'Did your function return undefined? Is a `return` or an `await` missing?',
    ]
  }
  if (error.name === 'TypeError' && /is not iterable/.test(error.message)) {
    return [
      "Something that isn't a list is used as one. Is it an object, or is an `await` missing?",
    ]
  }
  const came = typeof error['actual'] === 'string' ? error['actual'] : ''
  if (/^\s*(?:"[^"]*": )?Promise \{/m.test(came)) {
    return [
      'Your result is a promise, or contains promises, instead of values. Is an `await` missing?',
    ]
  }
  if (/^\[(?:\s+undefined,)+\s+\]$/.test(came)) {
    return ['Your list contains undefined instead of values. Is a `return` or an `await` missing?']
  }
  return []
}

function readsUndefined(message: string): boolean {
  return /properties of undefined|undefined is not iterable|\(intermediate value\)/.test(message)
}
