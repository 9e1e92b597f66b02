import type { Course } from '../course.ts'
import type { Lesson } from '../lessons/lesson.ts'
import type { LessonProgress } from '../progress/schema.ts'
import { progressIn } from '../progress/store.ts'
import { courseLines, nextLines } from '../ui/lesson-lines.ts'
import { bold, count, dim, plural } from '../ui/style.ts'
import { print } from '../ui/terminal.ts'

/** `course progress`: what is done, how it went, and how good the predictions were. */
export async function progress(course: Course): Promise<number> {
  const now = await course.progress.read()
  const begun = course.lessons.flatMap((lesson) => {
    const seen = progressIn(now, lesson.name)
    return seen ? [{ lesson, seen }] : []
  })
  print(
    [
      '',
      ...courseLines(course.lessons, now),
      '',
      ...begun.flatMap(({ lesson, seen }) => lessonHistory(lesson, seen)),
      ...nextLines(course.lessons, now),
      '',
    ].join('\n'),
  )
  return 0
}

function lessonHistory(lesson: Lesson, seen: LessonProgress): string[] {
  const counts = [
    plural(seen.runs, 'run'),
    plural(seen.tries, 'try', 'tries'),
    plural(seen.hints, 'hint'),
    ...(seen.passedAt === undefined ? [] : [`passed on ${seen.passedAt.slice(0, 10)}`]),
  ]
  return [
    `${bold(lesson.number)}  ${counts.join(', ')}`,
    ...(seen.failedStep === undefined || seen.passedAt !== undefined
      ? []
      : [dim(`    stopped at: ${seen.failedStep}`)]),
    ...seen.predictions.slice(-3).map((prediction) => dim(`    ${predictionLine(prediction)}`)),
    '',
  ]
}

function predictionLine(prediction: LessonProgress['predictions'][number]): string {
  const { act, makespanMs, peakInFlight, measuredMs, measuredPeak } = prediction
  const said = [
    ...(makespanMs === undefined ? [] : [`${count(makespanMs)} ms`]),
    ...(peakInFlight === undefined ? [] : [`${peakInFlight} in flight`]),
  ]
  return `"${act}": predicted ${said.join(', ')}; measured ${count(measuredMs)} ms, ${measuredPeak} in flight`
}
