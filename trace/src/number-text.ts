/**
 * Formats a number, with commas from 10,000 on: `1336`, `12,500`. The result does not depend on the
 * language of the machine.
 *
 * @example
 * ```ts
 * import { numberText } from '@overlap/trace'
 *
 * console.log(numberText(1336), numberText(12500)) // → 1336 12,500
 * ```
 */
export function numberText(value: number): string {
  if (Math.abs(value) < 10_000) return String(value)
  const [whole = '', ...fraction] = String(value).split('.')
  return [whole.replaceAll(/\B(?=(?:\d{3})+$)/g, ','), ...fraction].join('.')
}
