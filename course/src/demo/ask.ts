import { styleText } from 'node:util'
import type { Ahead, Demo } from '@overlap/mock-server/stage'
import { styleMarkdown } from '../ui/markdown/markdown.ts'
import { drawingWidth, print } from '../ui/terminal.ts'
import { answerProblem, toAnswer } from './prediction.ts'
import type { Prediction } from './settings.ts'

/** The columns of clack's bar at the left, and one to spare. */
const clackPrefix = 4

/** The situation and its questions as text, for a run that is not interactive. */
export function questionLines({ predict }: Demo, ahead: Ahead): string {
  if (!predict) return ''
  const asks = predict.asks.map(({ question }, i) => `${i + 1}. ${question}`)
  return styleMarkdown(`${predict.intro(ahead)}\n\n${asks.join('\n')}`)
}

/** The situation, in lines that fit beside clack's bar. */
export function situationOf({ predict }: Demo, ahead: Ahead): string {
  return styleMarkdown(`Predict. ${predict?.intro(ahead) ?? ''}`, drawingWidth() - clackPrefix)
}

/** Asks the demo's questions at the terminal. Enter skips one; Ctrl-C ends the run. */
export async function askPrediction(demo: Demo, ahead: Ahead): Promise<Prediction> {
  const { isCancel, log, S_BAR, text } = await import('@clack/prompts')
  const answers: (number | null)[] = []
  log.step(situationOf(demo, ahead))
  for (const { question, unit } of demo.predict?.asks ?? []) {
    const typed = await text({
      message: besideBar(styleMarkdown(question, drawingWidth() - clackPrefix), S_BAR),
      placeholder: `${unit === 'ms' ? 'milliseconds' : 'a number'}, or Enter to skip`,
      validate: (value = '') => {
        const problem = value.trim() === '' ? undefined : answerProblem(value, unit)
        return problem && `${problem.replace(/^e/, 'E')}. Enter skips.`
      },
    })
    if (isCancel(typed)) process.exit(130)
    answers.push(toAnswer(typed))
  }
  print()
  return answers
}

/** Adds clack's bar to each line after the first, because clack draws it only beside the first line. */
export function besideBar(lines: string, bar: string): string {
  return lines.replaceAll('\n', `\n${styleText('gray', bar)}  `)
}
