import { spawn } from 'node:child_process'
import { appendFileSync } from 'node:fs'

/** How often to say that a slow step is still at work. */
const patienceMs = 30_000

/**
 * @typedef {object} Quiet
 * @property {string} cwd
 * @property {NodeJS.ProcessEnv} env
 * @property {string} log - File that everything it prints is appended to.
 * @property {AbortSignal} signal
 * @property {(text: string) => void} say - To the person who waits.
 */

/**
 * Runs a program whose output nobody needs to see unless it fails.
 *
 * @param {import('./programs.mjs').Command} command
 * @param {Quiet} options
 * @returns {Promise<{ ok: boolean, output: string }>} When it has ended, and with it all that it
 *   printed. A program that cannot be started is one that failed.
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
        // In the middle of unpacking, npm reacts only after seconds. What it leaves behind is thrown away.
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
    // A full disk: the step itself will fail, and say so. It can do without the log.
  }
}
