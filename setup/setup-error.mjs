/** A reason why a program cannot be started, in words for the person at the keyboard. */
export class SetupError extends Error {
  /**
   * @param {string} message - What could not be done, what was expected, what came, what to do.
   * @param {number} [exitCode]
   */
  constructor(message, exitCode = 1) {
    super(message)
    this.name = 'SetupError'
    this.exitCode = exitCode
  }
}
