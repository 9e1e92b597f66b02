import { explainError } from '@overlap/setup/explain-error'

/**
 * An error that the learner can fix. The course prints only its message, without a stack.
 *
 * The exit code is 2 if the command line was not valid, 130 if Ctrl-C stopped the command, and 1 otherwise.
 */
export class CourseError extends Error {
  readonly exitCode: 1 | 2 | 130

  constructor(message: string, exitCode: 1 | 2 | 130 = 1, options?: ErrorOptions) {
    super(message, options)
    this.name = 'CourseError'
    this.exitCode = exitCode
  }
}

/** The message of a thrown value. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown)
}

/**
 * The sentence for the learner if an error is not a bug in the course: a `CourseError`, or an error about
 * a file or package that cannot be used. `undefined` for any other error.
 */
export function sentenceOf(error: unknown): string | undefined {
  return error instanceof CourseError ? error.message : explainError(error)
}

/** Whether a thrown value is an error with this code, such as `ENOENT`. */
export function hasCode(thrown: unknown, code: string): thrown is NodeJS.ErrnoException {
  return thrown instanceof Error && 'code' in thrown && thrown.code === code
}
