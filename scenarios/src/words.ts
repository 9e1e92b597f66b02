/**
 * Ids for a sentence, cut after ten if there are more than twelve.
 *
 * @example
 * ```ts
 * import { few } from '@overlap/scenarios'
 *
 * few([3, 1, 2]) // → '3, 1, 2'
 * ```
 */
export function few(ids: readonly (number | string)[]): string {
  if (ids.length <= 12) return ids.join(', ')
  return `${ids.slice(0, 10).join(', ')} and ${ids.length - 10} more`
}

/**
 * The id of each item of an array, and `nothing` for an item without one, such as a hole.
 *
 * @example
 * ```ts
 * import { idsIn } from '@overlap/scenarios'
 *
 * idsIn([{ id: 3 }, undefined]) // → [3, 'nothing']
 * ```
 */
export function idsIn(list: readonly unknown[]): (number | string)[] {
  const idIn = (item: unknown): number | undefined =>
    (item as { id?: number } | undefined | null)?.id
  return Array.from(list, (item) => idIn(item) ?? 'nothing')
}

/**
 * A number of things.
 *
 * @example
 * ```ts
 * import { count } from '@overlap/scenarios'
 *
 * count(1, 'call') // → '1 call'
 * count(2, 'more call') // → '2 more calls'
 * ```
 */
export function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? '' : 's'}`
}
