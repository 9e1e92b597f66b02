import { checkRange, isCount } from './check-range.ts'

/** Work of which a part must be done in sequence. See {@link amdahl}. */
export interface PartlySequential {
  /** The share of the whole time that is spent on the sequential part if nothing is concurrent, from 0 to 1. */
  readonly sequentialShare: number
  /** How many calls of the rest may be in flight at once; `Infinity` for no limit. */
  readonly workers: number
}

/**
 * Computes how many times as fast work becomes if all but its sequential part is spread evenly over `workers`:
 * Amdahl's law (G. M. Amdahl, "Validity of the Single Processor Approach to Achieving Large Scale Computing
 * Capabilities", 1967).
 *
 * No number of workers makes it faster than 1 ÷ `sequentialShare`. It is an upper bound: the rest takes longer
 * if it can't be spread evenly, for instance over 4 workers if it consists of 6 equal calls.
 *
 * @throws {RangeError} if `sequentialShare` is not a number from 0 to 1, or `workers` neither a whole number
 * >= 1 nor `Infinity`.
 *
 * @example
 * ```ts
 * import { amdahl } from '@overlap/trace'
 *
 * amdahl({ sequentialShare: 0.25, workers: 3 }) // → 2
 * amdahl({ sequentialShare: 0.25, workers: Infinity }) // → 4
 * ```
 */
export function amdahl({ sequentialShare, workers }: PartlySequential): number {
  const what = 'compute the speed-up'
  checkRange(
    what,
    sequentialShare >= 0 && sequentialShare <= 1,
    'sequentialShare must be a number from 0 to 1',
    sequentialShare,
  )
  checkRange(
    what,
    isCount(workers) || workers === Infinity,
    'workers must be a whole number >= 1 or Infinity',
    workers,
  )
  return 1 / (sequentialShare + (1 - sequentialShare) / workers)
}
