import type { Course } from '../course.ts'
import { sentenceOf } from '../errors.ts'
import type { Lesson } from '../lessons/lesson.ts'
import { plural } from '../ui/style.ts'
import type { LessonProgress } from './schema.ts'

/** A longer pause between two commands is a break, and does not count. */
const longestPauseMs = 30 * 60_000

/**
 * Notes that the learner is at work on a lesson now. Until the lesson is passed, or passed again after a
 * reset, the time since the previous command counts, unless it was a break.
 *
 * @param now in ms since 1970.
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

/** Counts the time from now on, for an exercise that was reset. The time before is kept beside it. */
export function startedOver(before: LessonProgress, now: number = Date.now()): LessonProgress {
  return {
    ...active(before, now),
    lastAt: new Date(now).toISOString(),
    spentMs: 0,
    earlierMs: totalMs(active(before, now)),
    resetAt: new Date(now).toISOString(),
    passedAgainAt: undefined,
  }
}

/** Notes a pass. The first one counts as the lesson's; one after a reset ends the time since then. */
export function withPass(before: LessonProgress, at: string): LessonProgress {
  return {
    ...before,
    passedAt: before.passedAt ?? at,
    ...(before.resetAt !== undefined && { passedAgainAt: before.passedAgainAt ?? at }),
  }
}

function isOver({ passedAt, resetAt, passedAgainAt }: LessonProgress): boolean {
  return (resetAt === undefined ? passedAt : passedAgainAt) !== undefined
}

/**
 * Saves a change in a command that saves nothing else, and goes on if it cannot be saved: by default,
 * that the learner is at work now.
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
 * `14 minutes`: from the first command, or from the last reset, to the pass, or until now. `undefined` if
 * that is less than half a minute, or not known.
 */
export function spentText(seen: LessonProgress | undefined): string | undefined {
  return minutesText(seen?.spentMs ?? 0)
}

/** The same with the time before each reset. */
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
