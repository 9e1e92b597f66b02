import { explainError } from '@overlap/setup/explain-error'

/**
 * Runs a program. If it fails because a file cannot be used or a package is missing, this prints a
 * sentence on stderr. So this module must not import a package that could be missing.
 *
 * @returns The exit code of the work, or 1 after such a failure.
 * @throws Any other error, because it is a bug in the course.
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
