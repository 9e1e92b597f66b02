import { explainError } from '@overlap/setup/explain-error'

/**
 * Something the learner can put right: the message is all that is printed, without a stack.
 *
 * Exit code 2 says that the command was typed wrong, 1 that it could not be done, 130 that Ctrl-C
 * stopped it.
 */
export class CourseError extends Error {
  readonly exitCode: 1 | 2 | 130

  constructor(message: string, exitCode: 1 | 2 | 130 = 1, options?: ErrorOptions) {
    super(message, options)
    this.name = 'CourseError'
    this.exitCode = exitCode
  }
}

/** The message of whatever was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown)
}

/**
 * The sentence for the learner about an error that is not a bug of the course: a `CourseError`, or a file
 * or package that cannot be used. `undefined` for any other error.
 */
export function sentenceOf(error: unknown): string | undefined {
  return error instanceof CourseError ? error.message : explainError(error)
}

/** Whether a file-system call failed with this code, such as `ENOENT`. */
export function hasCode(thrown: unknown, code: string): thrown is NodeJS.ErrnoException {
  return thrown instanceof Error && 'code' in thrown && thrown.code === code
}
