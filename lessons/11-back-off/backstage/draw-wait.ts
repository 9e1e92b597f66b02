import { shown } from '@overlap/scenarios'
import { Misconception } from '@overlap/trace'
import type { BackoffOptions, DelayMs } from '../types.ts'

/** The learner's `backoff`. */
export type Backoff = (options: BackoffOptions) => DelayMs

/** One wait to compute. */
export interface Scene {
  readonly baseMs: number
  readonly maxMs: number
  readonly factor?: number | undefined
  readonly attempt: number
  /** What `random` returns. */
  readonly share: number
}

/** A share as close to 1 as `Math.random` gets. */
export const ALMOST_ONE = 1 - 2 ** -53

/** The result of one call, or of several. */
export interface Drawn {
  readonly waits: readonly unknown[]
  /** How often `options.random` was called, while the backoff was made and then. */
  readonly made: number
  readonly drawn: number
  /** How often `Math.random` was called. */
  readonly global: number
}

/** A diagnosis without a picture. */
export function say(happened: boolean, sentence: string, options?: ErrorOptions): void {
  if (happened) throw new Misconception(sentence, '', options)
}

/** Calls something, with `Math.random` replaced, and counts its calls. */
export function withRandom<T>(share: () => number, work: () => T): { value: T; calls: number } {
  const { random } = Math
  let calls = 0
  Math.random = () => ((calls += 1), share())
  try {
    return { value: work(), calls }
  } finally {
    Math.random = random
  }
}

/**
 * Makes a backoff and calls it for some waits.
 *
 * @param shares - what `random` returns, in order; the last one from then on
 */
export function drawWaits(
  backoff: Backoff,
  options: BackoffOptions,
  calls: readonly (readonly [attempt: number, error?: unknown])[],
  shares: readonly number[],
): Drawn {
  let drawn = 0
  let made = 0
  const nextShare = (at: number): number => shares[Math.min(at, shares.length - 1)] ?? 0
  let globals = 0
  const random = (): number => nextShare(drawn++)
  const { value, calls: global } = withRandom(
    () => nextShare(globals++),
    () => {
      const delayMs: unknown = attempted('`backoff`', () => backoff({ ...options, random }))
      say(
        typeof delayMs !== 'function',
        `\`backoff\` returned ${shown(delayMs)}. Return a function that takes the number of the attempt and returns ` +
          'the wait in ms.',
      )
      made = drawn
      return calls.map(([attempt, ...error]) =>
        attempted(
          error.length > 0
            ? `\`backoff(…)(${attempt}, error)\`, with the error ${shown(error[0])},`
            : `\`backoff(…)(${attempt})\`, without an error,`,
          () => (delayMs as DelayMs)(attempt, ...error),
        ),
      )
    },
  )
  return { waits: value, made, drawn: drawn - made, global }
}

function attempted<T>(what: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw new Misconception(`${what} threw ${shown(error)}.`, '', { cause: error })
  }
}

/** Whether two waits are the same. A wait may be rounded to whole ms, but 0 has to be 0. */
export function isNear(seen: unknown, wanted: number): boolean {
  if (wanted === 0) return seen === 0
  return typeof seen === 'number' && Math.abs(seen - wanted) <= 1 + 1e-6 * wanted
}

/** The longest wait of a scene. */
export const mostOf = ({ baseMs, maxMs, factor = 2, attempt }: Scene): number =>
  Math.min(maxMs, baseMs * factor ** (attempt - 1))

/** The settings of a scene, in words. */
export const settingsOf = ({ baseMs, maxMs, factor = 2 }: Scene): string =>
  `\`{ baseMs: ${baseMs}, maxMs: ${maxMs}${factor === 2 ? '' : `, factor: ${factor}`} }\``

/** A number of ms for a sentence, with at most three decimals. */
export const msText = (ms: unknown): string =>
  typeof ms === 'number' && !Number.isNaN(ms) ? `${Math.round(ms * 1000) / 1000} ms` : shown(ms)
