import { type Lesson, rowsInView, type Verdict, voiceOf } from '@overlap/course'
import { type Claim, claim } from './claim.ts'
import { oneLine } from './words.ts'

/**
 * Checks that a learner can read why an answer fails. The message has to be a sentence of the
 * check, and has to fit into a terminal of 80 × 24 together with the next command to type.
 */
export function judgeScreen(answer: string, lesson: Lesson, verdict: Verdict | undefined): Claim[] {
  const step = verdict?.steps.find(({ state }) => state === 'failed')
  if (verdict === undefined || step === undefined) return []
  const voice = voiceOf(step)
  const [message = ''] = (step.message ?? '').split('\n\n')
  const inView = oneLine(rowsInView(lesson, verdict).join('\n'))
  const next = verdict.passed ? `diff ${Number(lesson.number)}` : `hint ${Number(lesson.number)}`
  const missing = [step.title, message, next].find((words) => !inView.includes(oneLine(words)))
  return [
    claim(
      voice === 'named',
      `${answer} should get a sentence of the check but got: ${oneLine(message)}`,
    ),
    claim(
      missing === undefined,
      `${answer} has to be scrolled to read "${oneLine(missing ?? '')}"`,
    ),
  ]
}
