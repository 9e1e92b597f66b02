import { availableParallelism } from 'node:os'
import { oneCheck, type Part, type PartResult, sumOf } from './part.ts'

/** A part that has ended. */
export interface PartEnd {
  readonly part: Part
  readonly result: PartResult
  readonly tookMs: number
}

/**
 * Runs the parts, by default as many at a time as there are cores, and tells of each when it ends.
 *
 * @returns All results as one. A part that throws is one failed check.
 */
export async function runParts(
  parts: readonly Part[],
  args: readonly string[],
  onEnd: (end: PartEnd) => void,
  atATime: number = availableParallelism(),
): Promise<PartResult> {
  const results: PartResult[] = []
  // All runners share this iterator: each takes the next part when it is free.
  const next = parts.values()
  const runner = async (): Promise<void> => {
    for (const part of next) {
      const startMs = performance.now()
      const result = await runSafely(part, args)
      results.push(result)
      onEnd({ part, result, tookMs: performance.now() - startMs })
    }
  }
  await Promise.all(Array.from({ length: atATime }, runner))
  return sumOf(results)
}

async function runSafely(part: Part, args: readonly string[]): Promise<PartResult> {
  try {
    return await part.run(args)
  } catch (error) {
    return oneCheck(false, error instanceof Error ? (error.stack ?? error.message) : String(error))
  }
}
