import type { Course } from '../course.ts'
import { notice } from '../course.ts'
import type { AnswerRunner } from '../answers/runner.ts'
import type { Verdict } from '../answers/verdict.ts'
import { sentenceOf } from '../errors.ts'
import { adviseOnEdits } from '../exercise/edited.ts'
import { isUntouched, madeLine, makeExercise } from '../exercise/exercise.ts'
import type { Lesson } from '../lessons/lesson.ts'
import { refuseOtherFile } from '../lessons/pick.ts'
import { noProgress, type Progress } from '../progress/schema.ts'
import { active, withPass } from '../progress/spent.ts'
import { withStars } from '../progress/stars.ts'
import { isAsciiOnly } from '../ui/ascii.ts'
import { afterCheck, untouchedNote } from '../ui/after-check.ts'
import { checkScreen } from '../ui/check-screen.ts'
import { indent } from '../ui/style.ts'
import { drawingWidth, hasColor, print } from '../ui/terminal.ts'
import { showWaiting } from '../ui/waiting.ts'
import { wrap } from '../ui/wrap.ts'

/** `course check <n>`: checks the learner's answer once. The exit code is 1 if it does not pass. */
export async function check(course: Course, wanted: string | undefined): Promise<number> {
  const lesson = await course.pick(wanted, 'check')
  refuseOtherFile(lesson, wanted, 'check')
  using runner = await prepareCheck(course, lesson)
  const verdict = await checkOnce(course, lesson, runner)
  return verdict?.passed ? 0 : 1
}

/** Makes the exercise if it is missing, and starts the process that checks it. */
export async function prepareCheck(
  { house, processes }: Course,
  lesson: Lesson,
): Promise<AnswerRunner> {
  const made = makeExercise(lesson)
  // Before the process starts, because an error here would leave the process running.
  for (const advice of adviseOnEdits(house, lesson)) notice(advice)
  const runner = await processes.startRunner({
    root: house.root,
    color: hasColor(),
    ascii: isAsciiOnly(),
    // Messages are indented by 4.
    width: drawingWidth() - 4,
    ...pictureLimit(),
  })
  if (made) print(`\n${madeLine(lesson)}`)
  return runner
}

/**
 * Limits the pictures so that they fit on the screen with the 12 lines below them: the failed step, its
 * message, what to type, and the prompt. Lines above the pictures may scroll away.
 */
function pictureLimit(): { readonly pictureLines?: number } {
  const rows = process.stdout.isTTY ? process.stdout.rows : 0
  return rows > 0 ? { pictureLines: Math.max(8, rows - 12) } : {}
}

/** How {@link checkOnce} goes on. */
interface CheckOptions {
  /** Whether the next save starts another check. */
  readonly isWatching?: boolean
  /** Aborts on Ctrl-C. A check that was running then has no verdict. */
  readonly signal?: AbortSignal
  /** Called right before the verdict is printed. */
  readonly beforeVerdict?: () => void
}

/**
 * Checks the exercise once, prints the verdict and the next command, and saves the verdict.
 *
 * @returns `undefined` if the signal aborted before the verdict.
 */
export async function checkOnce(
  course: Course,
  lesson: Lesson,
  runner: AnswerRunner,
  { isWatching = false, signal, beforeVerdict }: CheckOptions = {},
): Promise<Verdict | undefined> {
  const isTry = !isUntouched(lesson)
  const judged = await showWaiting('Checking …', () => judge(course, lesson, runner))
  // Ctrl-C also ends the process of the runner, and its verdict would be about that.
  if (signal?.aborted) return undefined
  const { verdict, typeError } = judged
  const notes = [
    ...untouchedNote(lesson, isWatching),
    ...(typeError === undefined ? [] : indent(wrap(typeError, drawingWidth() - 2)).split('\n')),
  ]
  const { now, unsaved } = await remember(course, lesson, verdict, isTry)
  const after = afterCheck(lesson, course.lessons, verdict, now, isWatching)
  beforeVerdict?.()
  for (const line of checkScreen(lesson, verdict, notes, after)) print(line)
  if (unsaved !== undefined) notice(`This check was not saved to your progress. ${unsaved}`)
  return verdict
}

async function judge(
  course: Course,
  lesson: Lesson,
  runner: AnswerRunner,
): Promise<{ readonly verdict: Verdict; readonly typeError: string | undefined }> {
  // The compiler runs beside the check, because it takes nearly as long.
  const compiler = new AbortController()
  let isTypeErrorWanted = false
  const check = async (): Promise<Verdict> => {
    try {
      const [verdict] = await runner.run([{ lesson: lesson.folder, answer: 'exercise' }])
      if (!verdict) throw new Error('The check gave no verdict')
      isTypeErrorWanted = wantsTypes(verdict)
      return verdict
    } finally {
      if (!isTypeErrorWanted) compiler.abort()
    }
  }
  const { house, processes } = course
  const [verdict, typeError] = await Promise.all([
    check(),
    processes.firstTypeError(house, lesson, compiler.signal),
  ])
  // The compiler may have been faster than the abort.
  return { verdict, typeError: isTypeErrorWanted ? typeError : undefined }
}

/** Saves the verdict. If that fails, `unsaved` gives the reason, and the check still goes on. */
async function remember(
  { progress }: Course,
  lesson: Lesson,
  verdict: Verdict,
  isTry: boolean,
): Promise<{ now: Progress; unsaved?: string }> {
  const failed = verdict.steps.find((step) => step.state === 'failed')
  try {
    const at = new Date().toISOString()
    const now = await progress.update(lesson.name, (before) => {
      const worked = withStars(active(before), verdict, at)
      return {
        ...(verdict.passed ? withPass(worked, at) : worked),
        tries: before.tries + (isTry ? 1 : 0),
        // The untouched exercise fails as well, but that does not count as a try.
        failedStep: isTry ? failed?.title : before.failedStep,
      }
    })
    return { now }
  } catch (error) {
    const unsaved = sentenceOf(error)
    if (unsaved === undefined) throw error
    return { now: noProgress(), unsaved }
  }
}

/**
 * Whether to look for a type error: after a pass, because the check ignores types, and after a failure
 * without a diagnosis, because the type error may be more helpful than the message.
 */
function wantsTypes({ passed, steps, problem }: Verdict): boolean {
  if (passed) return true
  if (steps.some(({ diagnosis }) => diagnosis !== undefined)) return false
  return !problem || !['syntax', 'missing-export', 'import'].includes(problem.kind)
}
