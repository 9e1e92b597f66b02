/** Tells the user why a program cannot be started. */
export class SetupError extends Error {
  /**
   * @param {string} message - What failed, what was expected, what came instead, and what to do.
   * @param {number} [exitCode]
   */
  constructor(message, exitCode = 1) {
    super(message)
    this.name = 'SetupError'
    this.exitCode = exitCode
  }
}
