import { type Lesson, rowsInView, type Verdict, voiceOf } from '@overlap/course'
import { type Claim, claim } from './claim.ts'
import { oneLine } from './words.ts'

/**
 * Whether a learner can read why an answer fails: in a sentence of ours, and in a terminal of 80 × 24
 * without scrolling, with what to type below it.
 *
 * @param hasLevels Whether the check is one that names each mistake by itself.
 */
export function judgeScreen(
  answer: string,
  lesson: Lesson,
  verdict: Verdict | undefined,
  hasLevels: boolean,
): Claim[] {
  const step = verdict?.steps.find(({ state }) => state === 'failed')
  if (verdict === undefined || step === undefined) return []
  const voice = voiceOf(step)
  const [message = ''] = (step.message ?? '').split('\n\n')
  const inView = oneLine(rowsInView(lesson, verdict).join('\n'))
  const next = verdict.passed ? `diff ${Number(lesson.number)}` : `hint ${Number(lesson.number)}`
  const missing = [step.title, message, next].find((words) => !inView.includes(oneLine(words)))
  return [
    claim(
      hasLevels ? voice === 'named' : voice !== 'raw',
      `${answer} should get a sentence of the ${hasLevels ? 'check' : 'course'} but got: ${oneLine(message)}`,
    ),
    claim(
      missing === undefined,
      `${answer} has to be scrolled to read "${oneLine(missing ?? '')}"`,
    ),
  ]
}
