/** What was typed cannot be done. The message says what was expected and what to do; no stack is shown. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
