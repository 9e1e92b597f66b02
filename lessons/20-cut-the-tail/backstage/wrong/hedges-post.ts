export { hedged } from '../solution.ts'

/**
 * Believes that a call with a body is as safe as any other.
 *
 * @fails sends a second call only for what is safe to repeat
 * @diagnosis there may be two orders
 */
export function isRepeatable({ url }: Request): boolean {
  return url.startsWith('http')
}
