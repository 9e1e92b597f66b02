import type { Course } from '../course.ts'
import { notice } from '../course.ts'
import type { AnswerRunner } from '../answers/runner.ts'
import type { Step, Verdict } from '../answers/verdict.ts'
import { sentenceOf } from '../errors.ts'
import { adviseOnEdits } from '../exercise/edited.ts'
import { isUntouched, madeLine, makeExercise } from '../exercise/exercise.ts'
import type { Lesson } from '../lessons/lesson.ts'
import { refuseOtherFile } from '../lessons/pick.ts'
import { starToExplain, withExplained } from '../progress/explained-star.ts'
import { noProgress, type Progress } from '../progress/schema.ts'
import { active, withPass } from '../progress/spent.ts'
import { withStars } from '../progress/stars.ts'
import { isAsciiOnly } from '../ui/ascii.ts'
import { afterCheck, untouchedNote } from '../ui/after-check.ts'
import { checkScreen } from '../ui/check-screen.ts'
import { indent } from '../ui/style.ts'
import { drawingWidth, hasColor, print } from '../ui/terminal.ts'
import { showWaiting } from '../ui/waiting.ts'
import { starNote, wantedStar } from '../ui/wanted-star.ts'
import { wrap } from '../ui/wrap.ts'

/** The flags of `course check`. */
export interface CheckFlags {
  /** The star to explain: its number, or a part of its title. */
  readonly star?: string | undefined
}

/** `course check <n>`: checks the learner's answer once. The exit code is 1 if it does not pass. */
export async function check(
  course: Course,
  wanted: string | undefined,
  { star }: CheckFlags = {},
): Promise<number> {
  const lesson = await course.pick(wanted, 'check')
  refuseOtherFile(lesson, wanted, 'check')
  using runner = await prepareCheck(course, lesson)
  const verdict = await checkOnce(course, lesson, runner, { star })
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
interface CheckOptions extends CheckFlags {
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
 * @throws {CourseError} if the lesson has no such `star`.
 */
export async function checkOnce(
  course: Course,
  lesson: Lesson,
  runner: AnswerRunner,
  { isWatching = false, signal, beforeVerdict, star }: CheckOptions = {},
): Promise<Verdict | undefined> {
  const isTry = !isUntouched(lesson)
  const judged = await showWaiting('Checking …', () => judge(course, lesson, runner))
  // Ctrl-C also ends the process of the runner, and its verdict would be about that.
  if (signal?.aborted) return undefined
  const { verdict, typeError } = judged
  const wanted = star === undefined ? undefined : wantedStar(lesson, verdict, star)
  const notes = [
    untouchedNote(lesson, isWatching),
    typeError === undefined ? [] : indent(wrap(typeError, drawingWidth() - 2)).split('\n'),
    starNote(verdict, wanted),
  ]
    .filter(({ length }) => length > 0)
    .flatMap((note, n) => (n === 0 ? note : ['', ...note]))
  const { progress, explained, unsaved } = await remember(course, lesson, verdict, isTry, wanted)
  const after = afterCheck(lesson, course.lessons, verdict, { progress, explained, isWatching })
  beforeVerdict?.()
  for (const line of checkScreen(lesson, verdict, { notes, after, explained })) print(line)
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

/** What is known after a check. */
interface Remembered {
  readonly progress: Progress
  readonly explained: Step | undefined
  /** Why the verdict could not be saved. */
  readonly unsaved?: string
}

/** Saves the verdict. If that fails, the check still goes on. */
async function remember(
  course: Course,
  lesson: Lesson,
  verdict: Verdict,
  isTry: boolean,
  wanted: Step | undefined,
): Promise<Remembered> {
  const failed = verdict.steps.find((step) => step.state === 'failed')
  const chosen = wanted?.state === 'failed' ? wanted : undefined
  let explained = chosen ?? starToExplain(verdict)
  try {
    const at = new Date().toISOString()
    const progress = await course.progress.update(lesson.name, (before) => {
      explained = chosen ?? starToExplain(verdict, before)
      const worked = withExplained(withStars(active(before), verdict, at), verdict, explained)
      return {
        ...(verdict.passed ? withPass(worked, at) : worked),
        tries: before.tries + (isTry ? 1 : 0),
        // The untouched exercise fails as well, but that does not count as a try.
        failedStep: isTry ? failed?.title : before.failedStep,
      }
    })
    return { progress, explained }
  } catch (error) {
    const unsaved = sentenceOf(error)
    if (unsaved === undefined) throw error
    return { progress: noProgress(), explained, unsaved }
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
