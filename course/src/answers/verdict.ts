/** One answer to one lesson's exercise, to be checked. */
export interface AnswerRequest {
  /** The lesson, by number or by folder: `2`, `02`, `02-all-at-once`. */
  readonly lesson: string
  /** `exercise`, `starter`, `solution`, `wrong-NAME` or `library-NAME`, by the file's name. */
  readonly answer: string
  /**
   * Checks this text in place of the file's own. What it imports is found as from the file's place.
   * Several requests for one answer may each have a text.
   */
  readonly text?: string
}

/** What a step of the check came to. `not-run`: a step that it waits for failed. */
export type StepState = 'passed' | 'failed' | 'not-run'

/**
 * What a step belongs to. The steps of the task unlock in order, and to pass them is to be done. Those
 * further on run once the task is done, each on its own, and earn a star each.
 */
export type Level = 'task' | 'further'

/** One step of a check: one `test` of the lesson's `check.test.ts`. */
export interface Step {
  /** The sentence that names it. */
  readonly title: string
  /** From the title of the `describe` around it: `Go further` is `further`, all else is the task. */
  readonly level: Level
  /** What it came to. */
  readonly state: StepState
  /** Why it failed: a sentence, then what was wanted and what was seen. */
  readonly message?: string
  /** The sentence that names the misconception, when the check recognised one. */
  readonly diagnosis?: string
}

/** What kept a check from giving a plain answer. */
export type ProblemKind =
  | 'syntax'
  | 'missing-export'
  | 'import'
  | 'endless-loop'
  | 'timeout'
  | 'crash'

/** Something that is wrong with the answer as a whole, and not with what it does on the wire. */
export interface Problem {
  /** Which kind of thing went wrong. */
  readonly kind: ProblemKind
  /** What happened and what to do, for the learner. */
  readonly message: string
}

/** What a check says about one answer. */
export interface Verdict {
  /** The lesson's number, such as `02`. */
  readonly lesson: string
  /** The answer that was checked. */
  readonly answer: string
  /** Whether the task is done: each of its steps passed and nothing else went wrong. */
  readonly passed: boolean
  /** The steps in order; empty when the answer could not be loaded. */
  readonly steps: readonly Step[]
  /** What went wrong besides the steps. */
  readonly problem?: Problem
  /** What the answer printed with `console.log` and the like, line by line. */
  readonly output: readonly string[]
}

/** How many stars an answer earned, of how many. */
export interface Stars {
  /** Steps further on that passed. */
  readonly won: number
  /** All steps further on. */
  readonly of: number
}

/** The stars of a verdict: one for each step further on that passed. */
export function starsOf({ steps }: Pick<Verdict, 'steps'>): Stars {
  const further = steps.filter(({ level }) => level === 'further')
  return { won: further.filter(({ state }) => state === 'passed').length, of: further.length }
}

/** Whether an answer passed everything: the task, and every step further on. */
export function passesAll(verdict: Verdict): boolean {
  const { won, of } = starsOf(verdict)
  return verdict.passed && won === of
}
