import type { Course } from '../course.ts'
import { sentenceOf } from '../errors.ts'
import type { Lesson } from '../lessons/lesson.ts'
import { plural } from '../ui/style.ts'
import type { LessonProgress } from './schema.ts'

/** A longer pause between two commands is a break, and doesn't count as time spent. */
const longestPauseMs = 30 * 60_000

/**
 * Adds the time since the previous command to the time spent, unless it was a break. Once the lesson has
 * passed (after a reset: has passed again), nothing is added.
 *
 * @param now The current time, in ms since 1970.
 */
export function active(before: LessonProgress, now: number = Date.now()): LessonProgress {
  if (isOver(before)) return before
  const pauseMs = before.lastAt === undefined ? Infinity : now - Date.parse(before.lastAt)
  const workedMs = pauseMs >= 0 && pauseMs <= longestPauseMs ? pauseMs : 0
  return {
    ...before,
    lastAt: new Date(now).toISOString(),
    spentMs: (before.spentMs ?? 0) + workedMs,
  }
}

/**
 * Starts the time spent at 0 for an exercise that was reset, and keeps the earlier time in `earlierMs`.
 * Forgets which star the learner was working on.
 */
export function startedOver(before: LessonProgress, now: number = Date.now()): LessonProgress {
  return {
    ...active(before, now),
    lastAt: new Date(now).toISOString(),
    spentMs: 0,
    earlierMs: totalMs(active(before, now)),
    resetAt: new Date(now).toISOString(),
    passedAgainAt: undefined,
    starStates: undefined,
    explainedStar: undefined,
  }
}

/** Records a pass, unless an earlier one is recorded. After a reset, it also records the first new pass. */
export function withPass(before: LessonProgress, at: string): LessonProgress {
  return {
    ...before,
    passedAt: before.passedAt ?? at,
    ...(before.resetAt !== undefined && { passedAgainAt: before.passedAgainAt ?? at }),
  }
}

/** Whether the lesson has passed (after a reset: has passed again). */
export function isOver({ passedAt, resetAt, passedAgainAt }: LessonProgress): boolean {
  return (resetAt === undefined ? passedAt : passedAgainAt) !== undefined
}

/**
 * Saves a change, for commands that save nothing else. An error that the learner could fix, such as a
 * full disk, is ignored.
 *
 * @param change The change. Default: adds to the time spent.
 */
export async function noteActivity(
  { progress }: Pick<Course, 'progress'>,
  lesson: Lesson,
  change: (before: LessonProgress) => LessonProgress = active,
): Promise<void> {
  try {
    await progress.update(lesson.name, (before) => change(before))
  } catch (error) {
    if (sentenceOf(error) === undefined) throw error
  }
}

/**
 * The time spent since the first command, or since the last reset, such as `14 minutes`. `undefined` if
 * it is less than half a minute, or not known.
 */
export function spentText(seen: LessonProgress | undefined): string | undefined {
  return minutesText(seen?.spentMs ?? 0)
}

/** The same, including the time before resets. */
export function totalSpentText(seen: LessonProgress): string | undefined {
  return minutesText(totalMs(seen))
}

function totalMs({ spentMs = 0, earlierMs = 0 }: LessonProgress): number {
  return spentMs + earlierMs
}

function minutesText(ms: number): string | undefined {
  const minutes = Math.round(ms / 60_000)
  return minutes === 0 ? undefined : plural(minutes, 'minute')
}
