import { starsOf, type Verdict } from '@overlap/course'
import { stars, taskSteps } from './anatomy.ts'
import { type Claim, claim } from './claim.ts'
import { starsOffered } from './check-prose.ts'
import type { LessonFiles } from './lesson-files.ts'

/**
 * Checks the two levels of a lesson: the task is short, and README.md offers a star for each step
 * beyond it.
 */
export function judgeLevels({ readme }: LessonFiles, verdict: Verdict | undefined): Claim[] {
  if (verdict === undefined) return []
  const won = starsOf(verdict).of
  const steps = verdict.steps.length - won
  const offered = starsOffered(readme)
  const { least, most } = taskSteps
  return [
    claim(
      steps >= least && steps <= most,
      `"Your task" has ${steps} steps in the check: expected ${least} to ${most}`,
    ),
    claim(
      won >= stars.least && won <= stars.most,
      `"Go further" has ${won} steps in the check: expected ${stars.least} to ${stars.most}`,
    ),
    claim(
      offered === won,
      `README.md, "Go further", offers ${offered} stars (items that begin with ★): expected ${won}, ` +
        'one for each step of that group in the check',
    ),
  ]
}
