import type { Ask } from '@overlap/mock-server/stage'
import { CourseError } from '../errors.ts'
import type { Prediction } from './settings.ts'

const longestMs = 1_000_000_000
const largestCount = 1_000_000

/**
 * The problem with a typed answer; `undefined` if it is valid. Answers in `ms` go up to a billion. Answers
 * in other units are whole numbers up to a million.
 */
export function answerProblem(text: string, unit: string): string | undefined {
  if (unit === 'ms') {
    if (!isNumber(text)) return `expected milliseconds such as 250; got "${cut(text)}"`
    return tooLarge(text, longestMs)
  }
  if (!isNumber(text) || text.includes('.')) {
    return `expected a whole number such as 3; got "${cut(text)}"`
  }
  return tooLarge(text, largestCount)
}

/** Converts a valid answer to a number; `null` if it is empty. */
export function toAnswer(text: string): number | null {
  return text.trim() === '' ? null : Number(text)
}

/**
 * Checks the prediction of `--predict` against the demo's questions.
 *
 * @returns The same prediction.
 * @throws {CourseError} if it has more answers than there are questions, or an answer is not valid.
 */
export function checkedPrediction(prediction: Prediction, asks: readonly Ask[]): Prediction {
  const problems = prediction.flatMap((answer, i) => {
    const ask = asks[i]
    if (ask === undefined || answer === null) return []
    const problem = answerProblem(String(answer), ask.unit)
    return problem === undefined ? [] : [`answer ${i + 1}: ${problem}`]
  })
  if (prediction.length > asks.length) problems.push(`got ${prediction.length} answers`)
  if (problems.length === 0) return prediction
  const questions = asks.map(({ question }, i) => `  ${i + 1}. ${question}`)
  throw new CourseError(
    [
      `--predict: ${problems.join('; ')}.`,
      asks.length === 0
        ? 'This demo has no questions.'
        : 'Expected one number for each question, with commas between them:',
      ...questions,
    ].join('\n'),
    2,
  )
}

function tooLarge(text: string, most: number): string | undefined {
  return Number(text) > most ? `expected at most ${most}; got "${cut(text)}"` : undefined
}

function isNumber(text: string): boolean {
  return /^\s*\d+(?:\.\d+)?\s*$/.test(text)
}

function cut(text: string): string {
  return text.length > 20 ? `${text.slice(0, 20)}…` : text
}
