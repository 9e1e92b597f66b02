import { spawn } from 'node:child_process'
import { Fault } from './fault.mjs'

/** @type {readonly NodeJS.Signals[]} */
const passedOn = ['SIGTERM', 'SIGHUP', 'SIGINT']

/**
 * Runs a program in this terminal, as if it had been started in place of this one.
 *
 * @param {import('./programs.mjs').Command} command
 * @param {{ cwd: string, env: NodeJS.ProcessEnv }} options
 * @returns {Promise<number>} Its exit code. A signal that ended it ends this process, too.
 * @throws {Fault} if it cannot be started.
 */
export function runToTheEnd({ file, args }, { cwd, env }) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd, env, stdio: 'inherit' })
    /** @param {NodeJS.Signals} signal */
    const pass = (signal) => {
      // A terminal sends Ctrl-C to every program in it; a second one would mean "at once".
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
    }
    for (const signal of passedOn) process.on(signal, pass)
    const settle = () => {
      for (const signal of passedOn) process.off(signal, pass)
    }
    child.on('error', (error) => {
      settle()
      reject(new Fault(`Cannot start ${file}: ${error.message}`))
    })
    child.on('exit', (code, signal) => {
      settle()
      if (signal !== null) process.kill(process.pid, signal)
      resolve(code ?? 1)
    })
  })
}
