import { wrapText } from '@overlap/trace'
import { readFileSync } from 'node:fs'
import { CourseError, messageOf } from '../errors.ts'
import { answerProblem, toAnswer } from './prediction.ts'
import type { Prediction } from './settings.ts'

/**
 * Parses `--seed`, a whole number.
 *
 * @throws {CourseError} if the value is not valid.
 */
export function parseSeed(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text)
  throw wrong('--seed', 'a whole number such as 7', text)
}

/**
 * Parses `--predict`, the answers to the demo's questions: `600,3`, `600`, or `,3` to skip the first.
 *
 * @throws {CourseError} if the value is not valid.
 */
export function parsePrediction(text: string): Prediction {
  const parts = text.split(',')
  const problem = parts
    .map((part) => (part.trim() === '' ? undefined : answerProblem(part, 'ms')))
    .find((found) => found !== undefined)
  const answers = parts.map(toAnswer)
  if (problem === undefined && answers.some((answer) => answer !== null)) return answers
  const expected = "--predict: expected a number for each of the demo's questions, such as 600,3"
  throw new CourseError(wrapText(`${expected}; got "${text}".`, 80), 2)
}

/**
 * Reads `--network`: a JSON file that describes a network, or the name of a preset.
 *
 * @returns The description, not validated yet.
 * @throws {CourseError} if the file cannot be read, or is not JSON.
 */
export function readNetwork(fileOrPreset: string): unknown {
  if (/^[a-z-]+$/.test(fileOrPreset)) return { preset: fileOrPreset }
  let text: string
  try {
    text = readFileSync(fileOrPreset, 'utf8')
  } catch (error) {
    throw new CourseError(
      `--network: cannot read ${fileOrPreset}: ${messageOf(error)}. ` +
        'Expected a JSON file, or the name of a preset such as flaky.',
      2,
      { cause: error },
    )
  }
  return parseJson(`--network: ${fileOrPreset}`, text)
}

function parseJson(what: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new CourseError(`${what} is not valid JSON: ${messageOf(error)}`, 2, { cause: error })
  }
}

/** The error for a flag's value that is not valid. */
export function wrong(flag: string, expected: string, got: string): CourseError {
  return new CourseError(wrapText(`${flag}: expected ${expected}; got "${got}".`, 80), 2)
}
