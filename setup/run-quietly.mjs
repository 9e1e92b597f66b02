import { spawn } from 'node:child_process'
import { appendFileSync } from 'node:fs'

/** How often to report that a slow step is still working. */
const patienceMs = 30_000

/**
 * @typedef {object} Quiet
 * @property {string} cwd
 * @property {NodeJS.ProcessEnv} env
 * @property {string} log - File to which everything that the program prints is appended.
 * @property {AbortSignal} signal
 * @property {(text: string) => void} say - Prints a message for the person who waits.
 */

/**
 * Runs a program, and shows its output only if it fails.
 *
 * @param {import('./programs.mjs').Command} command
 * @param {Quiet} options
 * @returns {Promise<{ ok: boolean, output: string }>} Resolves when the program has ended, with everything
 *   that it printed. A program that cannot be started counts as failed.
 * @throws the signal's reason, once the program has ended, if the signal is aborted.
 */
export async function runQuietly({ file, args }, { cwd, env, log, signal, say }) {
  signal.throwIfAborted()
  note(log, `\n$ ${[file, ...args].join(' ')}\n`)
  const startMs = Date.now()
  const ticking = setInterval(() => {
    say(`... still working after ${Math.round((Date.now() - startMs) / 1000)} s`)
  }, patienceMs)
  try {
    const ended = await new Promise((resolve) => {
      const child = spawn(file, args, {
        cwd,
        env,
        stdio: ['ignore', 'pipe', 'pipe'],
        windowsHide: true,
      })
      const stop = () => {
        child.kill()
        // While npm unpacks, it reacts to a signal only after seconds. We discard the files that it leaves.
        setTimeout(() => child.kill('SIGKILL'), 300).unref()
      }
      signal.addEventListener('abort', stop)
      let output = ''
      /** @param {string} text */
      const take = (text) => {
        output += text
        note(log, text)
      }
      child.stdout.setEncoding('utf8').on('data', take)
      child.stderr.setEncoding('utf8').on('data', take)
      /** @param {boolean} ok */
      const end = (ok) => {
        signal.removeEventListener('abort', stop)
        resolve({ ok, output })
      }
      child.on('error', (error) => {
        take(`${error.message}\n`)
        end(false)
      })
      child.on('close', (code) => end(code === 0))
    })
    signal.throwIfAborted()
    return ended
  } finally {
    clearInterval(ticking)
  }
}

/**
 * @param {string} log
 * @param {string} text
 */
function note(log, text) {
  try {
    appendFileSync(log, text)
  } catch {
    // The disk is full. The step itself will fail with a message, and works without the log.
  }
}
