import type { Step, Verdict } from '../answers/verdict.ts'
import type { LessonProgress, StarState } from './schema.ts'

/** The open stars of a verdict, in their order. Empty if the task is not done. */
export function openStars({ passed, steps }: Pick<Verdict, 'passed' | 'steps'>): Step[] {
  return passed ? steps.filter(({ level, state }) => level === 'further' && state === 'failed') : []
}

/**
 * The open star whose message a check shows whole: the one that the learner is working on. That is a star
 * whose state or message has changed since the last check. If several have, or none has, it is the one
 * that was explained last, and otherwise the first. Untouched stars are not explained: a learner who has just
 * done the task would take their messages for failures.
 *
 * @param before The learner's progress before this check.
 */
export function starToExplain(
  verdict: Pick<Verdict, 'passed' | 'steps'>,
  { starStates = [], explainedStar }: Pick<LessonProgress, 'starStates' | 'explainedStar'> = {},
): Step | undefined {
  const begun = openStars(verdict).filter(({ isUntouched }) => isUntouched !== true)
  const changed = begun.filter((step) => {
    const before = starStates.find(({ title }) => title === step.title)
    const now = stateOf(step)
    return (
      before !== undefined &&
      (before.message !== now.message || before.isUntouched !== now.isUntouched)
    )
  })
  const isLast = ({ title }: Step): boolean => title === explainedStar
  return changed.find(isLast) ?? changed[0] ?? begun.find(isLast) ?? begun[0]
}

/** Records the stars of a verdict, and which of them was explained. Nothing if the task is not done. */
export function withExplained(
  before: LessonProgress,
  { passed, steps }: Pick<Verdict, 'passed' | 'steps'>,
  explained: Step | undefined,
): LessonProgress {
  if (!passed) return before
  const starStates = steps.filter(({ level }) => level === 'further').map(stateOf)
  return { ...before, starStates, explainedStar: explained?.title }
}

function stateOf({ title, state, message = '', isUntouched }: Step): StarState {
  if (state !== 'failed') return { title }
  // Below the sentences may be a picture, which depends on the width of the terminal, or the place of a
  // bug, which moves with every line above it.
  const [sentences = ''] = message.split(/\n\n|\n {2}at /)
  return { title, message: sentences, ...(isUntouched && { isUntouched }) }
}
