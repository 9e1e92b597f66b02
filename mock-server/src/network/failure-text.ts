import { failureKindNames, type Failure } from './failure-kinds.ts'
import { parseNetwork } from './parse-network.ts'

/**
 * Reads a failure as it is typed: its probability, or also its kind, in any order: `0.3` (status 500),
 * `0.3:503`, `503:5%`, `refused:0.3`.
 *
 * @throws {RangeError} that says what was expected, if the text is no failure, or its kind needs more settings.
 *
 * @example
 * ```ts
 * import { failureFromText } from '@overlap/mock-server'
 *
 * failureFromText('503:5%') // → { kind: 'status', status: 503, probability: 0.05 }
 * failureFromText('0.3:refused') // → { kind: 'refused', probability: 0.3 }
 * ```
 */
export function failureFromText(text: string): Failure {
  const parts = text.split(':')
  const isProbability = (part: string): boolean => probabilityOf(part) !== undefined
  const probability = probabilityOf(parts.find(isProbability) ?? '')
  const [kind = '500', ...more] = parts.filter((_, i) => i !== parts.findIndex(isProbability))
  const failure = probability === undefined ? undefined : failureOf(kind, probability)
  if (failure !== undefined && more.length === 0) return failure
  const kinds = failureKindNames.filter((name) => failureOf(name, 1) !== undefined)
  throw new RangeError(
    'expected a probability from 0 to 1 such as 0.3 (status 500), or also the kind of failure: 0.3:503, ' +
      `${kinds.map((name) => `0.3:${name}`).join(', ')}; got "${text}"`,
  )
}

function probabilityOf(text: string): number | undefined {
  const match = /^(?<number>\d*\.?\d+)(?<percent>%?)$/u.exec(text)?.groups
  const value = Number(match?.['number'] ?? NaN) / (match?.['percent'] === '%' ? 100 : 1)
  return value >= 0 && value <= 1 ? value : undefined
}

/** The failure, or `undefined` if there is none of this kind, or it needs more settings. */
function failureOf(kind: string, probability: number): Failure | undefined {
  const failure = /^[45]\d\d$/u.test(kind)
    ? { kind: 'status', status: Number(kind), probability }
    : { kind, probability }
  try {
    return parseNetwork({ failures: [failure as never] }).failures[0]
  } catch {
    return undefined
  }
}
