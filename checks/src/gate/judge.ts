import { passesAll, type Step, type Verdict } from '@overlap/course'
import { type Claim, claim } from './claim.ts'
import { isForTaskOnly, readDocTags } from './doc-tags.ts'
import { judgeLevels } from './judge-levels.ts'
import { judgeScreen } from './judge-screen.ts'
import type { AnswerFile, LessonFiles } from './lesson-files.ts'
import { oneLine } from './words.ts'

/**
 * Names of the answers in a lesson's folder, as the course names them. Empty if there is no check.
 */
export function answersOf(files: LessonFiles): string[] {
  if (files.check === '') return []
  return [
    ...(files.starter === '' ? [] : ['starter']),
    ...(files.solution === '' ? [] : ['solution']),
    ...files.wrong.map(({ name }) => `wrong-${name}`),
    ...files.library.map(({ name }) => `library-${name}`),
  ]
}

/**
 * Checks that a lesson's check tells its answers apart. Good answers pass on both levels, the
 * starter fails, and each wrong answer fails at the step and with the words that it names. A
 * library's answer with `@level task` has to solve only the task.
 */
export function judge(files: LessonFiles, verdicts: readonly Verdict[]): Claim[] {
  const of = (answer: string): Verdict | undefined => verdicts.find((v) => v.answer === answer)
  return [
    ...(files.starter === '' ? [] : [judgeStarter(of('starter'))]),
    ...(files.solution === '' ? [] : [judgeGood('solution', of('solution'))]),
    ...files.library.map(({ name, text }) =>
      judgeGood(`library/${name}`, of(`library-${name}`), isForTaskOnly(text)),
    ),
    ...files.wrong.flatMap((answer) => judgeWrong(answer, of(`wrong-${answer.name}`))),
    ...mixedUp(files.wrong, of),
    ...judgeLevels(files, of('solution')),
    ...['starter', ...files.wrong.map(({ name }) => `wrong-${name}`)].flatMap((answer) =>
      judgeScreen(answer.replace('-', '/'), files.lesson, of(answer)),
    ),
  ]
}

function judgeStarter(verdict: Verdict | undefined): Claim {
  if (verdict === undefined) return notRun('starter')
  if (verdict.passed) return claim(false, 'starter should fail its check but passes')
  return claim(
    verdict.steps.length > 0,
    `starter should run and fail a step but cannot be checked: ${verdict.problem?.message}`,
  )
}

function judgeGood(name: string, verdict: Verdict | undefined, forTaskOnly = false): Claim {
  if (verdict === undefined) return notRun(name)
  if (forTaskOnly ? verdict.passed : passesAll(verdict)) {
    return claim(verdict.steps.length > 0, `${name} passes a check without steps`)
  }
  const [failed] = failedSteps(verdict)
  const why =
    failed === undefined ? verdict.problem?.message : `at ${placeOf(failed)}: ${failed.message}`
  return claim(false, `${name} should pass but fails ${why ?? 'without a reason'}`)
}

function judgeWrong({ name, text }: AnswerFile, verdict: Verdict | undefined): Claim[] {
  const answer = `wrong/${name}`
  if (verdict === undefined) return [notRun(answer)]
  const { fails, diagnosis } = readDocTags(text)
  if (verdict.steps.length === 0) {
    const why = verdict.problem?.message ?? 'the check has no steps'
    return [claim(false, `${answer} should run and fail a step but cannot be checked: ${why}`)]
  }
  const failed = failedSteps(verdict)
  const places = failed.map(placeOf).join(' and ')
  const where = failed.length === 0 ? 'passed every step' : `failed at ${places}`
  const step = verdict.steps.find(({ title }) => title === fails)
  const message = messageFor(fails, verdict)
  return [
    claim(
      step?.state === 'failed',
      `${answer} should fail at ${step ? placeOf(step) : `"${fails}"`} but ${where}`,
    ),
    claim(
      oneLine(message).includes(diagnosis),
      `${answer} should get the message "${diagnosis}" but got: ${firstLine(message)}`,
    ),
    claim(
      verdict.problem === undefined,
      `${answer} should only fail a step, but: ${verdict.problem?.message}`,
    ),
  ]
}

/** Two wrong answers must not get the same diagnosis. */
function mixedUp(
  wrong: readonly AnswerFile[],
  of: (answer: string) => Verdict | undefined,
): Claim[] {
  return wrong.map(({ name, text }) => {
    const { diagnosis } = readDocTags(text)
    const others = wrong.filter((other) => {
      const verdict = of(`wrong-${other.name}`)
      const told = oneLine(verdict ? messageFor(readDocTags(other.text).fails, verdict) : '')
      return other.name !== name && diagnosis !== '' && told.includes(diagnosis)
    })
    return claim(
      others.length === 0,
      `wrong/${others.map((other) => other.name).join(' and wrong/')} should not get the message ` +
        `"${diagnosis}": those words belong to wrong/${name}`,
    )
  })
}

/**
 * The failed steps: at most one of the task, because its steps unlock in order, and any number of
 * stars.
 */
function failedSteps({ steps }: Verdict): Step[] {
  return steps.filter(({ state }) => state === 'failed')
}

/** The message of the step that an answer names, or of the first failed step if that one passed. */
function messageFor(title: string, verdict: Verdict): string {
  const failed = failedSteps(verdict)
  return (failed.find((step) => step.title === title) ?? failed[0])?.message ?? ''
}

/** A step's title and, if the step is not part of the task, its level. */
function placeOf({ title, level }: Step): string {
  return level === 'task' ? `"${title}"` : `"${title}" (Go further)`
}

function notRun(answer: string): Claim {
  return claim(false, `${answer} was not checked: the lesson has no check.test.ts`)
}

function firstLine(message: string): string {
  return message.split('\n')[0] ?? ''
}
