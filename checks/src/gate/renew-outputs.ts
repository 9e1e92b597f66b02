import { readCommands } from '@overlap/course'
import { readCommandLine, type Scripts } from './command-line.ts'
import { renewed } from './console-output.ts'
import type { RunCommand } from './run-command.ts'

/**
 * Runs the commands of a Markdown file and replaces each output that is shown below a command.
 *
 * @returns The whole text.
 * @throws {Error} if there is no such script.
 */
export async function renewOutputs(
  text: string,
  scripts: Scripts,
  run: RunCommand,
): Promise<string> {
  const lines = text.split('\n')
  // Starts at the end, so that the line numbers of earlier commands stay valid.
  for (const { command, output, line } of readCommands(text).toReversed()) {
    const call = readCommandLine(command, scripts)
    if (call === undefined || output === '') continue
    const { stdout } = await run(call.line)
    lines.splice(line, output.split('\n').length, ...renewed(output, stdout).split('\n'))
  }
  return lines.join('\n')
}
