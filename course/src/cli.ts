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
 * Runs the course with what was typed, at this process's terminal, in its environment and its folder.
 *
 * @param processes What the course starts; a test can replace it.
 * @returns The exit code: 0 when all is well, 1 when it could not be done or a check fails, 2 when
 * the command was typed wrong, 130 when Ctrl-C stopped it.
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
    // Help and version come as errors, too, and have been printed.
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
