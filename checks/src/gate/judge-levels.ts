import { starsOf, type Verdict } from '@overlap/course'
import { taskSteps } from './anatomy.ts'
import { type Claim, claim } from './claim.ts'
import { starsOffered } from './check-prose.ts'
import type { LessonFiles } from './lesson-files.ts'

/**
 * Whether the two levels of a lesson agree: the task is short, and README.md offers a star for each
 * step that goes further. No claims about a check without such steps.
 */
export function judgeLevels({ readme }: LessonFiles, verdict: Verdict | undefined): Claim[] {
  if (verdict === undefined || starsOf(verdict).of === 0) return []
  const stars = starsOf(verdict).of
  const steps = verdict.steps.length - stars
  const offered = starsOffered(readme)
  const { least, most } = taskSteps
  return [
    claim(
      steps >= least && steps <= most,
      `"Your task" has ${steps} steps in the check: expected ${least} to ${most}`,
    ),
    claim(
      offered === stars,
      `README.md, "Go further", offers ${offered} stars (items that begin with ★): expected ${stars}, ` +
        'one for each step of that group in the check',
    ),
  ]
}
