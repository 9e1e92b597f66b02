import { spawn } from 'node:child_process'
import { SetupError } from './setup-error.mjs'

/** @type {readonly NodeJS.Signals[]} */
const passedOn = ['SIGTERM', 'SIGHUP', 'SIGINT']
const graceMs = 3_000

/**
 * Runs a program in this terminal, as if it had been started in place of this one.
 *
 * @param {import('./programs.mjs').Command} command
 * @param {object} options
 * @param {string} options.cwd
 * @param {NodeJS.ProcessEnv} options.env
 * @param {AbortSignal} [options.signal] - Ends the program: first with SIGTERM, 3 s later with SIGKILL.
 * @returns {Promise<number>} Its exit code. If a signal ended it, the same signal ends this process.
 * @throws {SetupError} if it cannot be started.
 */
export function runToTheEnd({ file, args }, { cwd, env, signal: stop }) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd, env, stdio: 'inherit' })
    /** @param {NodeJS.Signals} signal */
    const pass = (signal) => {
      // A terminal sends Ctrl-C to every program in it. A second SIGINT would mean "end at once".
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
    }
    const end = () => {
      child.kill()
      setTimeout(() => child.kill('SIGKILL'), graceMs).unref()
    }
    for (const signal of passedOn) process.on(signal, pass)
    stop?.addEventListener('abort', end)
    const settle = () => {
      for (const signal of passedOn) process.off(signal, pass)
      stop?.removeEventListener('abort', end)
    }
    child.on('error', (error) => {
      settle()
      reject(new SetupError(`Cannot start ${file}: ${error.message}`))
    })
    child.on('exit', (code, signal) => {
      settle()
      if (signal !== null) process.kill(process.pid, signal)
      resolve(code ?? 1)
    })
  })
}
