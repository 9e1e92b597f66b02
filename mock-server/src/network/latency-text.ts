import { parseNetwork } from './parse-network.ts'
import type { Latency } from './latency.ts'

/** What {@link latencyFromText} understands, for error messages. */
const EXPECTED =
  'milliseconds such as 200, a range such as 100-300, uniform:100:300, normal:200:50, ' +
  'lognormal:180:400 (median, p99), exponential:100, pareto:60:1.5, or JSON such as ' +
  '\'{"lognormal":{"median":180,"p99":400}}\''

const named: Readonly<Record<string, (numbers: readonly number[]) => unknown>> = {
  uniform: ([minMs, maxMs, ...more]) => more.length === 0 && { uniform: [minMs, maxMs] },
  normal: ([mean, sd, ...more]) => more.length === 0 && { normal: { mean, sd } },
  lognormal: ([median, p99, ...more]) => more.length === 0 && { lognormal: { median, p99 } },
  exponential: ([mean, ...more]) => more.length === 0 && { exponential: { mean } },
  pareto: ([min, alpha, max, ...more]) =>
    more.length === 0 && { pareto: { min, alpha, ...(max !== undefined && { max }) } },
}

/**
 * Reads a latency as it is typed: `200`, `100-300`, `lognormal:180:400`, or JSON. In the short forms, the
 * numbers after the name are in the order in which {@link Latency} lists them.
 *
 * @throws {RangeError} that says what was expected, if the text is no latency.
 *
 * @example
 * ```ts
 * import { latencyFromText } from '@overlap/mock-server'
 *
 * latencyFromText('100-300') // → { uniform: [100, 300] }
 * latencyFromText('pareto:60:1.5') // → { pareto: { min: 60, alpha: 1.5 } }
 * ```
 */
export function latencyFromText(text: string): Latency {
  try {
    return parseNetwork({ latency: read(text.trim()) }).latency
  } catch (error) {
    throw new RangeError(`expected ${EXPECTED}; got "${text}"`, { cause: error })
  }
}

function read(text: string): unknown {
  const range = /^(?<from>\d*\.?\d+)(?:-(?<to>\d*\.?\d+))?$/u.exec(text)?.groups
  if (range) {
    const { from, to } = range
    return to === undefined ? Number(from) : { uniform: [Number(from), Number(to)] }
  }
  const [name = '', ...numbers] = text.split(':')
  if (Object.hasOwn(named, name)) {
    return named[name]!(numbers.map((digits) => (digits === '' ? NaN : Number(digits))))
  }
  return JSON.parse(text)
}
