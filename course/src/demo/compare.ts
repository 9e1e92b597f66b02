import type { Act, Question, Theory } from '@overlap/mock-server/stage'
import { wrapText } from '@overlap/trace'
import { count } from '../ui/style.ts'
import { drawingWidth } from '../ui/terminal.ts'
import type { Answered, Prediction } from './settings.ts'

/** A prediction this close to the measurement is right, because real timers fire a few ms late. */
const tolerance = 0.05
const toleranceMs = 20

/** How often a timer fires: each firing is a little late, and on a busy computer more than a little. */
const timesTolerance = 0.15

/** How far a measurement may be from a bound that explains it. Real time is not exact on a busy computer. */
const theoryTolerance = 0.2
const theoryToleranceMs = 40

/** The prediction and the measurement for each question. */
export function answersOf(
  { act: about, asks }: Question,
  acts: readonly Act[],
  prediction: Prediction,
): Answered[] {
  return asks.map((ask, i) => {
    const title = ask.act ?? about
    const act = acts.find((played) => played.title === title)
    const predicted = prediction[i]
    const measured = act && ask.answer(act)
    const theory = ask.unit === 'ms' && act && measured !== undefined && theoryOf(act, measured)
    return {
      act: title,
      question: ask.question,
      unit: ask.unit,
      ...(typeof predicted === 'number' && { predicted }),
      ...(measured !== undefined && { measured }),
      ...(theory && { theory }),
    }
  })
}

/** The bounds of an act, if one of them explains the measurement. They ignore bodies, queues and waits. */
function theoryOf({ theory, facts }: Act, measured: number): Theory | undefined {
  const { calls, peakInFlight } = facts
  const explains = (ms: number, peak: number): boolean =>
    peakInFlight === peak &&
    Math.abs(measured - ms) <= Math.max(theoryTolerance * ms, theoryToleranceMs)
  const explained =
    calls > 1 && (explains(theory.sequentialMs, 1) || explains(theory.slowestMs, calls))
  return explained ? theory : undefined
}

/** Each question with the prediction, the theory (if it explains the measurement) and the measurement. */
export function compare(answers: readonly Answered[]): string {
  return answers.map(compareOne).join('\n\n')
}

function compareOne({ question, unit, predicted, measured, theory }: Answered): string {
  const rows = [
    ...(predicted === undefined ? [] : [['you predicted', inUnit(predicted, unit)]]),
    ...(theory
      ? [
          ['theory, one after another', inUnit(theory.sequentialMs, unit)],
          ['theory, all at once', inUnit(theory.slowestMs, unit)],
        ]
      : []),
    ['measured', measured === undefined ? 'nothing: the demo failed' : inUnit(measured, unit)],
  ]
  const judged =
    predicted === undefined || measured === undefined ? '' : judge(predicted, measured, unit)
  return (
    [
      wrapText(question, drawingWidth()),
      ...rows.map(([name = '', value = '']) => `  ${name.padEnd(26)}${value}`),
    ].join('\n') + judged
  )
}

/** `600 ms`, `1 call`, `3 calls`, `2`. */
export function inUnit(value: number, unit: string): string {
  const noun = value === 1 && unit !== 'ms' ? unit.replace(/s$/, '') : unit
  return `${count(value)} ${noun}`.trimEnd()
}

function judge(predicted: number, measured: number, unit: string): string {
  const off = Math.abs(predicted - measured)
  const part = unit === 'times' ? timesTolerance : tolerance
  if (off <= Math.max(part * measured, unit === 'ms' ? toleranceMs : 0)) {
    return unit === 'times' && off > 0 ? ': right, give or take' : ': right'
  }
  // For a number without a unit, such as an index, "more" and "fewer" make no sense.
  if (unit === '') return ': not what you predicted'
  const less = unit === 'ms' ? 'less' : 'fewer'
  return `: ${predicted > measured ? less : 'more'} than you predicted`
}
