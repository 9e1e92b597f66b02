import { notice, type Course } from '../course.ts'
import { courseLines, nextLines } from '../ui/lesson-lines.ts'
import { print } from '../ui/terminal.ts'

/** `course list`: prints the lessons with the learner's progress, and what to type next. */
export async function list({ lessons, missing, progress }: Course): Promise<number> {
  const now = await progress.read()
  print(['', ...courseLines(lessons, now), '', ...nextLines(lessons, now), ''].join('\n'))
  for (const sentence of missing) notice(sentence)
  return 0
}
