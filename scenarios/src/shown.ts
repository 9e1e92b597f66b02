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
  return `\`${inspect(value, { truncate: 60 }).replaceAll(/\s*\n\s*/g, ' ')}\``
}
