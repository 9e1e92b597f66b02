import { availableParallelism } from 'node:os'
import { oneCheck, type Part, type PartResult, sumOf } from './part.ts'

/** Options of the command line for all parts. */
export interface PartOptions {
  readonly args?: readonly string[]
  readonly fresh?: boolean
}

/** A part that has ended. */
export interface PartEnd {
  readonly part: Part
  readonly result: PartResult
  readonly tookMs: number
}

/**
 * Runs the parts, by default as many at a time as there are cores, and calls `onEnd` as each one ends.
 *
 * @returns The sum of all results. A part that throws counts as one failed check.
 */
export async function runParts(
  parts: readonly Part[],
  options: PartOptions,
  onEnd: (end: PartEnd) => void,
  atATime: number = availableParallelism(),
): Promise<PartResult> {
  const results: PartResult[] = []
  // All runners share this iterator: each takes the next part when it is free.
  const next = parts.values()
  const runner = async (): Promise<void> => {
    for (const part of next) {
      const startMs = performance.now()
      const result = await runSafely(part, options)
      results.push(result)
      onEnd({ part, result, tookMs: performance.now() - startMs })
    }
  }
  await Promise.all(Array.from({ length: atATime }, runner))
  return sumOf(results)
}

async function runSafely(
  part: Part,
  { args = [], fresh = false }: PartOptions,
): Promise<PartResult> {
  try {
    return await part.run(args, fresh)
  } catch (error) {
    return oneCheck(false, error instanceof Error ? (error.stack ?? error.message) : String(error))
  }
}
