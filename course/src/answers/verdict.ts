/** A request to check one answer to one lesson's exercise. */
export interface AnswerRequest {
  /** The lesson, by number or by folder: `2`, `02`, `02-all-at-once`. */
  readonly lesson: string
  /** `exercise`, `starter`, `solution`, `wrong-NAME` or `library-NAME`; `NAME` is the file's name. */
  readonly answer: string
  /**
   * Checked in place of the file's own text. Its relative imports are resolved from the file's folder.
   * Several requests for the same answer can have different texts.
   */
  readonly text?: string
  /** The titles of the only steps to run. The verdict is about these. Default: all steps. */
  readonly steps?: readonly string[]
}

/** The result of a step. `not-run`: an earlier step failed, and this step needs it. */
export type StepState = 'passed' | 'failed' | 'not-run'

/**
 * The group of a step. The steps of the `task` unlock in order, and a learner who passes them has done
 * the lesson. The `further` steps run after that, independently of each other, and each earns a star.
 */
export type Level = 'task' | 'further'

/** One step of a check: one `test` of the lesson's `check.test.ts`. */
export interface Step {
  /** The title of the `test`, a sentence. */
  readonly title: string
  /** `further` in a `describe` with the title `Go further`, otherwise `task`. */
  readonly level: Level
  /** The step's result. */
  readonly state: StepState
  /** Why it failed: a sentence, then what was expected and what happened. */
  readonly message?: string
  /** The sentence that names the misconception, if the check recognised one. */
  readonly diagnosis?: string
  /** Set for an open star whose code in the learner's exercise is still the starter's. */
  readonly isUntouched?: true
  /**
   * The places that the answer noted while it was loaded or in this step, with a call of the global
   * function `Symbol.for('overlap.reach')` for each.
   */
  readonly reached?: readonly number[]
}

/** The kinds of {@link Problem}. */
export type ProblemKind =
  | 'syntax'
  | 'missing-export'
  | 'import'
  | 'endless-loop'
  | 'timeout'
  | 'crash'

/** A problem with the answer as a whole, such as a syntax error: not a failed assertion of a step. */
export interface Problem {
  /** The kind of problem. */
  readonly kind: ProblemKind
  /** What happened and what to do, for the learner. */
  readonly message: string
}

/** The result of a check of one answer. */
export interface Verdict {
  /** The lesson's number, such as `02`. */
  readonly lesson: string
  /** The answer that was checked. */
  readonly answer: string
  /** Whether the task is done: all its steps passed, and there was no problem. */
  readonly passed: boolean
  /** The steps in order; empty if the answer could not be loaded. */
  readonly steps: readonly Step[]
  /** A problem with the answer as a whole. */
  readonly problem?: Problem
  /** The lines that the answer printed, for example with `console.log`. */
  readonly output: readonly string[]
}

/** How many of a lesson's stars an answer earned. */
export interface Stars {
  /** The `further` steps that passed. */
  readonly won: number
  /** All `further` steps. */
  readonly of: number
}

/** The stars of a verdict: one for each `further` step that passed. */
export function starsOf({ steps }: Pick<Verdict, 'steps'>): Stars {
  const further = steps.filter(({ level }) => level === 'further')
  return { won: further.filter(({ state }) => state === 'passed').length, of: further.length }
}

/** Whether an answer passed the task and every `further` step. */
export function passesAll(verdict: Verdict): boolean {
  const { won, of } = starsOf(verdict)
  return verdict.passed && won === of
}
