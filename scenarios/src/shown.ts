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
 * shown([0, '+0']) // → "`[ 0, '+0' ]`"
 * shown(new Error('sold out')) // → '`Error: sold out`'
 * ```
 */
export function shown(value: unknown): string {
  if (isError(value)) return `\`${[value.name, value.message].filter(Boolean).join(': ')}\``
  const text = inspect(value, { truncate: 60 }).replaceAll(/\s*\n\s*/g, ' ')
  // loupe writes 0 as +0, to tell it from -0.
  return `\`${text.replaceAll(/(?<![\w'"])\+0(?![\w.])/g, '0')}\``
}

/** Also true for a DOMException, because loupe would show its stack. */
function isError(value: unknown): value is Error {
  return value instanceof Error || value instanceof DOMException
}
