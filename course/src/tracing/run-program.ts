import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { isatty } from 'node:tty'
import { CourseError } from '../errors.ts'

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** How a program ended. */
export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  /** `process.hrtime()` at that moment, in ms. */
  readonly atMs: number
}

/**
 * Runs Node in this terminal, as if it had been started in place of this process: with its stdin, stdout
 * and stderr. Until `work` is done, signals end only the program, so that there is a picture after Ctrl-C.
 *
 * @param work Called when the program has ended.
 * @returns The program's exit code, or 128 and the number of the signal that ended it.
 * @throws {CourseError} if Node cannot be started.
 */
export async function runProgram(
  args: readonly string[],
  work: (ended: Ended) => void,
): Promise<number> {
  const child = spawn(process.execPath, args, { stdio: 'inherit' })
  const pass = (signal: NodeJS.Signals): void => {
    // A terminal sends Ctrl-C to every program in it. A second SIGINT often means "end at once".
    if (signal !== 'SIGINT' || ![0, 1, 2].some((fd) => isatty(fd))) child.kill(signal)
  }
  for (const signal of signals) process.on(signal, pass)
  try {
    const ended = await new Promise<Ended>((resolve, reject) => {
      child.once('error', (error) => reject(new CourseError(`Cannot start Node: ${error.message}`)))
      child.once('exit', (code, signal) =>
        resolve({ code, signal, atMs: Number(process.hrtime.bigint()) / 1e6 }),
      )
    })
    work(ended)
    return ended.code ?? 128 + (constants.signals[ended.signal ?? 'SIGKILL'] ?? 0)
  } finally {
    for (const signal of signals) process.off(signal, pass)
  }
}
