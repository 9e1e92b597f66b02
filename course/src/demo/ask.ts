import type { Demo } from '@overlap/mock-server/stage'
import type { Prediction } from './settings.ts'

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
  log.step(demo.predict ? `Predict: ${demo.predict.question}` : 'Predict, before you see it.')
  const makespanMs = await answer('How many ms, from the first call to the last answer?', 'ms')
  const peakInFlight = await answer('How many calls in flight at once, at most?', 'calls')
  if (makespanMs === undefined && peakInFlight === undefined) return undefined
  return {
    ...(makespanMs !== undefined && { makespanMs }),
    ...(peakInFlight !== undefined && { peakInFlight }),
  }
}
