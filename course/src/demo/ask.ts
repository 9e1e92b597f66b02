import type { Demo } from '@overlap/mock-server/stage'
import { drawingWidth } from '../ui/terminal.ts'
import { wrap } from '../ui/wrap.ts'
import type { Prediction } from './settings.ts'

/** Columns that clack's line takes at the left, and one to spare. */
const clackPrefix = 4

/** What the learner is asked, in lines that fit beside clack's. */
export function questionOf({ predict }: Demo): string {
  const text = predict ? `Predict: ${predict.question}` : 'Predict, before you see it.'
  return wrap(text, drawingWidth() - clackPrefix)
}

/** Asks for a prediction at the terminal. Enter skips a question; Ctrl-C ends the run. */
export async function askPrediction(demo: Demo): Promise<Prediction | undefined> {
  const { isCancel, log, text } = await import('@clack/prompts')
  const answer = async (message: string, unit: string): Promise<number | undefined> => {
    const typed = await text({
      message,
      placeholder: 'Enter skips',
      validate: (value) =>
        value === undefined || /^\s*(\d+(\.\d+)?)?\s*$/.test(value)
          ? undefined
          : `A number of ${unit}, or Enter to skip.`,
    })
    if (isCancel(typed)) process.exit(130)
    return typed.trim() === '' ? undefined : Number(typed)
  }
  log.step(questionOf(demo))
  const makespanMs = await answer('How many ms, from the first call to the last answer?', 'ms')
  const peakInFlight = await answer('How many calls in flight at once, at most?', 'calls')
  if (makespanMs === undefined && peakInFlight === undefined) return undefined
  return {
    ...(makespanMs !== undefined && { makespanMs }),
    ...(peakInFlight !== undefined && { peakInFlight }),
  }
}
