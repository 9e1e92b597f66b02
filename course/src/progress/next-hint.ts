import type { HintsByAim } from '../lessons/hints.ts'
import type { LessonProgress } from './schema.ts'
import { isOver } from './spent.ts'

/** The hint that comes next: of the task, or for a star. */
export interface NextHint {
  readonly aim: keyof HintsByAim
  /** Its index in the hints for this aim. */
  readonly index: number
  /** Whether the learner has not seen it yet. */
  readonly isNew: boolean
  /** Whether another new one comes after it. */
  readonly hasMore: boolean
}

/**
 * The hint that comes next. Until the task is done, it is the next one for the task. After that, it is one
 * for an open star that the learner has not seen: first for the star that was explained last, then for
 * stars that are begun. When all have been seen, the last hint for the task or the first for a star comes
 * again. `undefined` if no star is open.
 */
export function nextHint(hints: HintsByAim, before: LessonProgress): NextHint | undefined {
  const { task, stars } = hints
  if (!isOver(before) || stars.length === 0) {
    const index = Math.min(before.hints, task.length - 1)
    const isNew = before.hints < task.length
    return index < 0 ? undefined : { aim: 'task', index, isNew, hasMore: index < task.length - 1 }
  }
  const open = openHints(hints, before)
  const unseen = open.filter((index) => !hasSeen(hints, before, index))
  const index = unseen[0] ?? open[0]
  if (index === undefined) return undefined
  return { aim: 'stars', index, isNew: unseen.length > 0, hasMore: unseen.length > 1 }
}

/** Whether the learner has seen the hint for a star. */
export function hasSeen(
  { stars }: HintsByAim,
  { starHints = [] }: LessonProgress,
  index: number,
): boolean {
  return starHints.includes(stars[index]?.title ?? '')
}

/** Records that a hint has been shown. */
export function withHint(
  hints: HintsByAim,
  before: LessonProgress,
  { aim, index }: NextHint,
): LessonProgress {
  if (aim === 'task') return { ...before, hints: Math.max(before.hints, index + 1) }
  if (hasSeen(hints, before, index)) return before
  return { ...before, starHints: [...(before.starHints ?? []), hints.stars[index]?.title ?? ''] }
}

/** The indices of the hints for open stars, the star that the learner works on first. */
function openHints(
  { stars }: HintsByAim,
  { starStates = [], explainedStar }: LessonProgress,
): number[] {
  const all = stars.map((_, index) => index)
  // Before the first check that recorded the stars, all may be open.
  if (starStates.length !== stars.length) return all
  const rank = (index: number): number => {
    const { title, isUntouched } = starStates[index] ?? {}
    if (title === explainedStar) return 0
    return isUntouched === true ? 2 : 1
  }
  return all
    .filter((index) => starStates[index]?.message !== undefined)
    .toSorted((a, b) => rank(a) - rank(b))
}
