export { hedged } from '../solution.ts'

/**
 * Believes that a call with a body is as safe as any other.
 *
 * @fails sends only what is safe to repeat twice
 * @diagnosis there may be two orders
 */
export function isRepeatable({ url }: Request): boolean {
  return url.startsWith('http')
}
