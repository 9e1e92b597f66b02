import type { Course } from '../course.ts'
import type { Lesson } from '../lessons/lesson.ts'
import { inUnit } from '../demo/compare.ts'
import { isAnswer, type LessonProgress, type PredictionRecord } from '../progress/schema.ts'
import { totalSpentText } from '../progress/spent.ts'
import { progressIn } from '../progress/store.ts'
import { courseLines, nextLines } from '../ui/lesson-lines.ts'
import { bold, count, dim, indent, plural } from '../ui/style.ts'
import { drawingWidth, print } from '../ui/terminal.ts'
import { wrap } from '../ui/wrap.ts'

/** `course progress`: prints the lessons with their state, and the learner's history in each of them. */
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
    plural(seen.hints + (seen.starHints ?? []).length, 'hint'),
    ...(seen.passedAt === undefined ? [] : [`passed on ${seen.passedAt.slice(0, 10)}`]),
  ]
  const spent = totalSpentText(seen)
  if (spent !== undefined)
    counts.push(seen.passedAt === undefined ? `${spent} so far` : `took you ${spent}`)
  return [
    `${bold(lesson.number)}  ${counts.join(', ')}`,
    ...(seen.failedStep === undefined || seen.passedAt !== undefined
      ? []
      : indent(wrap(`stopped at: ${seen.failedStep}`, drawingWidth() - 4), 4)
          .split('\n')
          .map(dim)),
    ...firstPredictions(seen).flatMap((prediction) => predictionLines(prediction)),
    '',
  ]
}

/** The first prediction for each question: a later one was made by someone who knew the answer. */
function firstPredictions({ predictions }: LessonProgress): PredictionRecord[] {
  const asked = (one: PredictionRecord): string => (isAnswer(one) ? one.question : one.act)
  return [...Map.groupBy(predictions, asked).values()].flatMap(([first]) => first ?? []).slice(-3)
}

function predictionLines(prediction: PredictionRecord): string[] {
  return wrap(predictionLine(prediction), drawingWidth() - 4)
    .split('\n')
    .map((line) => dim(`    ${line}`))
}

function predictionLine(prediction: PredictionRecord): string {
  if (isAnswer(prediction)) {
    const { question, unit, predicted, measured } = prediction
    return `predicted ${inUnit(predicted, unit)}, measured ${inUnit(measured, unit)}: ${question}`
  }
  const { act, makespanMs, peakInFlight, measuredMs, measuredPeak } = prediction
  const said = [
    ...(makespanMs === undefined ? [] : [`${count(makespanMs)} ms`]),
    ...(peakInFlight === undefined ? [] : [`${peakInFlight} in flight`]),
  ]
  return `"${act}": predicted ${said.join(', ')}; measured ${count(measuredMs)} ms, ${measuredPeak} in flight`
}
