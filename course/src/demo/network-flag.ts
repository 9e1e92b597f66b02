import {
  failureFromText,
  InvalidNetworkError,
  latencyFromText,
  parseNetwork,
} from '@overlap/mock-server'
import { wrapText } from '@overlap/trace'
import { CourseError, messageOf } from '../errors.ts'

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

/**
 * Parses `--latency`, as `latencyFromText` reads it.
 *
 * @throws {CourseError} if the value is not valid.
 */
export const parseLatency = (text: string): unknown =>
  inFlag('--latency', () => latencyFromText(text))

/**
 * Parses `--fail`, as `failureFromText` reads it.
 *
 * @throws {CourseError} if the value is not valid.
 */
export const parseFailure = (text: string): unknown => inFlag('--fail', () => failureFromText(text))

function inFlag<T>(flag: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw new CourseError(wrapText(`${flag}: ${messageOf(error)}.`, 80), 2, { cause: error })
  }
}
