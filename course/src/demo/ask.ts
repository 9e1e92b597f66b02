import { wrapText } from '@overlap/trace'
import type { Demo } from '@overlap/mock-server/stage'
import { drawingWidth } from '../ui/terminal.ts'
import { makespanProblem, peakProblem, toPrediction } from './prediction.ts'
import type { Prediction } from './settings.ts'

/** Columns that clack's line takes at the left, and one to spare. */
const clackPrefix = 4

/** What the learner is asked, in lines that fit beside clack's. */
export function questionOf({ predict }: Demo): string {
  const text = predict
    ? `Predict: ${predict.question}`
    : 'Make a prediction before you see the run.'
  return wrapText(text, drawingWidth() - clackPrefix)
}

/** Asks for a prediction at the terminal. Enter skips a question; Ctrl-C ends the run. */
export async function askPrediction(demo: Demo): Promise<Prediction | undefined> {
  const { isCancel, log, text } = await import('@clack/prompts')
  const answer = async (
    message: string,
    problemOf: (text: string) => string | undefined,
  ): Promise<string> => {
    const typed = await text({
      message,
      placeholder: 'Enter skips',
      validate: (value = '') => {
        const problem = value.trim() === '' ? undefined : problemOf(value)
        return problem && `${problem.replace(/^e/, 'E')}. Enter skips.`
      },
    })
    if (isCancel(typed)) process.exit(130)
    return typed
  }
  log.step(questionOf(demo))
  const makespan = await answer(
    'How many ms, from the first call to the last answer?',
    makespanProblem,
  )
  const peak = await answer('How many calls in flight at once, at most?', peakProblem)
  return toPrediction(makespan, peak)
}
