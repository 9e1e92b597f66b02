import type { AnswerRequest, AnswerRunner, Lesson } from '@overlap/course'
import type { Claim } from './claim.ts'
import { type Examined, examined } from './gate-report.ts'
import { answersOf, judge } from './judge.ts'
import type { LessonFiles } from './lesson-files.ts'

/** Findings about answers, by lesson. */
export type AnswersExamined = ReadonlyMap<Lesson, Examined>

/**
 * Runs all answers of all lessons in shared threads. If a claim about a lesson does not hold, each
 * of its answers runs again in its own thread, and only this second run counts. So no reported
 * failure is caused by another answer.
 */
export async function checkAnswers(
  lessons: readonly LessonFiles[],
  runner: AnswerRunner,
): Promise<AnswersExamined> {
  const requests = lessons.map(requestsOf)
  const startMs = performance.now()
  const verdicts = await runner.run(requests.flat(), { sharesThreads: true })
  const perAnswerMs = (performance.now() - startMs) / verdicts.length
  const found = new Map<Lesson, Examined>()
  let next = 0
  for (const [n, files] of lessons.entries()) {
    const own = requests[n] ?? []
    const claims = judge(files, verdicts.slice(next, (next += own.length)))
    found.set(
      files.lesson,
      claims.every(({ holds }) => holds)
        ? { claims, tookMs: own.length * perAnswerMs }
        : await examined(() => judgedAlone(runner, files, own)),
    )
  }
  return found
}

function requestsOf(files: LessonFiles): AnswerRequest[] {
  return answersOf(files).map((answer) => ({ lesson: files.lesson.folder, answer }))
}

async function judgedAlone(
  runner: AnswerRunner,
  files: LessonFiles,
  requests: readonly AnswerRequest[],
): Promise<Claim[]> {
  return judge(files, await runner.run(requests))
}
