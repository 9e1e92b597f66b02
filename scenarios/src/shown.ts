import { inspect } from 'loupe'

/**
 * A value in one short line of a sentence, as a learner would write it in code. Long values are cut to
 * about 60 characters.
 *
 * @example
 * ```ts
 * import { shown } from '@overlap/scenarios'
 *
 * shown([1, undefined, 3]) // → '`[ 1, undefined, 3 ]`'
 * shown(new Error('sold out')) // → '`Error: sold out`'
 * ```
 */
export function shown(value: unknown): string {
  if (isError(value)) return `\`${[value.name, value.message].filter(Boolean).join(': ')}\``
  return `\`${inspect(value, { truncate: 60 }).replaceAll(/\s*\n\s*/g, ' ')}\``
}

/** Also a DOMException, of which loupe shows the stack. */
function isError(value: unknown): value is Error {
  return value instanceof Error || value instanceof DOMException
}
