import { InvalidNetworkError, parseNetwork } from '@overlap/mock-server'
import { wrapText } from '@overlap/trace'
import { CourseError } from '../errors.ts'

/**
 * Checks the network of `--network` before the demo asks for predictions.
 *
 * @returns The same description.
 * @throws {CourseError} that lists every problem, if it is not valid.
 */
export function checkNetwork(description: unknown): unknown {
  try {
    parseNetwork(description)
    return description
  } catch (error) {
    if (!(error instanceof InvalidNetworkError)) throw error
    const problems = error.problems.map(
      ({ path, expected, received }) => `--network: ${path}: expected ${expected}, got ${received}`,
    )
    throw new CourseError(wrapText(problems.join('\n'), 80), 2, { cause: error })
  }
}
