import type { Course } from '../course.ts'
import { sentenceOf } from '../errors.ts'
import type { Lesson } from '../lessons/lesson.ts'
import { plural } from '../ui/style.ts'
import type { LessonProgress } from './schema.ts'

/** A longer pause between two commands is a break, and does not count. */
const longestPauseMs = 30 * 60_000

/**
 * Notes that the learner is at work on a lesson now. Until the lesson is passed, the time since the
 * command before counts, unless it was a break.
 *
 * @param now in ms since 1970.
 */
export function active(before: LessonProgress, now: number = Date.now()): LessonProgress {
  if (before.passedAt !== undefined) return before
  const pauseMs = before.lastAt === undefined ? Infinity : now - Date.parse(before.lastAt)
  const workedMs = pauseMs >= 0 && pauseMs <= longestPauseMs ? pauseMs : 0
  return {
    ...before,
    lastAt: new Date(now).toISOString(),
    spentMs: (before.spentMs ?? 0) + workedMs,
  }
}

/** Notes the same for a command that saves nothing else, and does not need to save this. */
export async function noteActivity(
  { progress }: Pick<Course, 'progress'>,
  lesson: Lesson,
): Promise<void> {
  try {
    await progress.update(lesson.name, (before) => active(before))
  } catch (error) {
    if (sentenceOf(error) === undefined) throw error
  }
}

/**
 * `14 minutes`: from the first command to the pass, or until now. `undefined` if that is less than half
 * a minute, or not known.
 */
export function spentText(seen: LessonProgress | undefined): string | undefined {
  const minutes = Math.round((seen?.spentMs ?? 0) / 60_000)
  return minutes === 0 ? undefined : plural(minutes, 'minute')
}
