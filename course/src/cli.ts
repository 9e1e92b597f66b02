import { CommanderError } from 'commander'
import { openCourse } from './course.ts'
import { CourseError } from './errors.ts'
import { realProcesses, type Processes } from './processes.ts'
import { createProgram, refuseUnknownCommand } from './program.ts'
import { refuseSwallowedFlags } from './swallowed-flags.ts'
import { red } from './ui/style.ts'
import { forStderr } from './ui/terminal.ts'
import { toType } from './ui/to-type.ts'

/**
 * Runs a command of the course, with the terminal, environment and current folder of this process.
 *
 * @param words The arguments of the command line.
 * @param processes Starts the child processes. A test can replace it.
 * @returns The exit code: 0 after success, 1 if the command or a check failed, 2 if the command line was
 * not valid, 130 if Ctrl-C stopped it.
 */
export async function main(
  words: readonly string[],
  processes: Processes = realProcesses,
): Promise<number> {
  let exitCode = 0
  const program = createProgram(
    (code) => (exitCode = code),
    () => openCourse(processes),
  )
  try {
    refuseSwallowedFlags(program, words)
    refuseUnknownCommand(program, words)
    await program.parseAsync(words, { from: 'user' })
    return exitCode
  } catch (error) {
    if (error instanceof CourseError) return complain(error.message, error.exitCode)
    if (!(error instanceof CommanderError)) throw error
    // commander throws after it has printed help, too. That is not a failure.
    if (error.exitCode === 0) return 0
    const command = words.find((word) => !word.startsWith('-')) ?? 'start'
    return complain(`${inOurWords(error.message)}\nHow to use it: ${toType(command, '--help')}`, 2)
  }
}

function complain(message: string, exitCode: number): number {
  process.stderr.write(`\n${red(forStderr(message))}\n\n`)
  return exitCode
}

function inOurWords(message: string): string {
  const plain = message
    .replace(/^error: /, '')
    .replaceAll('option', 'flag')
    .replace('\n', ' ')
  return plain.charAt(0).toUpperCase() + plain.slice(1)
}
