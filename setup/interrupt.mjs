import { SetupError } from './setup-error.mjs'

/** Exit codes as shells have them: 128 and the signal's number. */
const exitCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }

/**
 * Runs work that Ctrl-C, and the other signals that ask a process to end, stop cleanly.
 *
 * @template T
 * @param {(signal: AbortSignal) => Promise<T>} work - Ends soon after its signal is aborted.
 * @param {AbortSignal} [orphaned] - Stops it, too.
 * @returns {Promise<T>}
 * @throws {SetupError} once the work has ended, if it was interrupted.
 */
export async function whileInterruptible(work, orphaned) {
  const controller = new AbortController()
  /** @param {NodeJS.Signals} name */
  const stop = (name) => {
    const exitCode = exitCodes[/** @type {keyof typeof exitCodes} */ (name)]
    const words = 'Set-up was interrupted. Type the same again to continue.'
    controller.abort(new SetupError(words, exitCode))
  }
  for (const name of Object.keys(exitCodes)) process.on(name, stop)
  orphaned?.addEventListener('abort', () => stop('SIGTERM'))
  try {
    const result = await work(controller.signal)
    controller.signal.throwIfAborted()
    return result
  } catch (error) {
    throw controller.signal.aborted ? controller.signal.reason : error
  } finally {
    for (const name of Object.keys(exitCodes)) process.off(name, stop)
  }
}
