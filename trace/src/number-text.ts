/**
 * A number as it is printed: with commas from 10,000 on, `1336` and `12,500`, and the same on every
 * machine, whatever its language.
 */
export function numberText(value: number): string {
  if (Math.abs(value) < 10_000) return String(value)
  const [whole = '', ...fraction] = String(value).split('.')
  return [whole.replaceAll(/\B(?=(?:\d{3})+$)/g, ','), ...fraction].join('.')
}
