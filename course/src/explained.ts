import { explainError } from '@overlap/setup/explain-error'

/**
 * Does the work of a program, and prints a sentence on stderr if it fails for a reason outside the
 * course: a file that cannot be used, or a package that is missing. This file itself needs no package
 * that can be missing.
 *
 * @returns The exit code of the work; 1 after such a sentence.
 * @throws Any other error: it is a bug of the course.
 */
export async function explained(work: () => Promise<number>): Promise<number> {
  try {
    return await work()
  } catch (error) {
    const sentence = explainError(error)
    if (sentence === undefined) throw error
    process.stderr.write(`\n${sentence}\n\n`)
    return 1
  }
}
