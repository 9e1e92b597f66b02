import { SetupError } from './setup-error.mjs'

/** Exit codes as in shells: 128 plus the signal's number. */
const exitCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }

/**
 * Runs work that Ctrl-C and the other signals for ending a process stop cleanly.
 *
 * @template T
 * @param {(signal: AbortSignal) => Promise<T>} work - Ends soon after its signal is aborted.
 * @param {AbortSignal} [orphaned] - Another signal that stops the work.
 * @returns {Promise<T>}
 * @throws {SetupError} if the work was interrupted, once it has ended.
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
