/** One answer to one lesson's exercise, to be checked. */
export interface AnswerRequest {
  /** The lesson, by number or by folder: `2`, `02`, `02-all-at-once`. */
  readonly lesson: string
  /** `exercise`, `starter`, `solution`, `wrong-NAME` or `library-NAME`, by the file's name. */
  readonly answer: string
}

/** What a step of the check came to. `not-run`: a step before it failed, and steps unlock in order. */
export type StepState = 'passed' | 'failed' | 'not-run'

/** One step of a check: one `test` of the lesson's `check.test.ts`. */
export interface Step {
  /** The sentence that names it. */
  readonly title: string
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
  /** Whether every step passed and nothing else went wrong. */
  readonly passed: boolean
  /** The steps in order; empty when the answer could not be loaded. */
  readonly steps: readonly Step[]
  /** What went wrong besides the steps. */
  readonly problem?: Problem
  /** What the answer printed with `console.log` and the like, line by line. */
  readonly output: readonly string[]
}
