import { type ConsoleBlock, readCommands } from '@overlap/course'
import type { Ended } from '../program.ts'
import { type Claim, claim } from './claim.ts'
import { mentionedScripts, readCommandLine, type Scripts } from './command-line.ts'
import { isCurrent, printed } from './console-output.ts'
import type { RunCommand } from './run-command.ts'

/** A Markdown file with commands in it. */
export interface MarkdownFile {
  /** Its name in messages. */
  readonly name: string
  readonly text: string
}

/**
 * Runs each `console` block of a Markdown file, and checks that the command prints the output shown
 * below it.
 */
export async function checkDocument(
  { name, text }: MarkdownFile,
  scripts: Scripts,
  run: RunCommand,
): Promise<Claim[]> {
  const unknown = mentionedScripts(text).filter((script) => !(script in scripts))
  const claims = [
    claim(
      unknown.length === 0,
      `${name} mentions npm run ${unknown.join(', ')}, but there is no such script`,
    ),
  ]
  for (const block of readCommands(text)) {
    claims.push(...(await checkCommand(`${name}:${block.line}`, block, scripts, run)))
  }
  return claims
}

/** Checks that a command runs, and that it prints `output`, unless that is empty. */
export async function checkCommand(
  place: string,
  { command, output }: Pick<ConsoleBlock, 'command' | 'output'>,
  scripts: Scripts,
  run: RunCommand,
): Promise<Claim[]> {
  let call
  try {
    call = readCommandLine(command, scripts)
  } catch (error) {
    return [claim(false, `${place}: ${error instanceof Error ? error.message : String(error)}`)]
  }
  if (call === undefined) return []
  const ended = await run(call.line)
  const claims = [claim(hasRun(call.script, ended), failure(place, command, ended))]
  if (output === '') return claims
  return [
    ...claims,
    claim(isCurrent(output, ended.stdout), outdated(place, command, output, ended)),
  ]
}

/** `check` ends with code 1 if the answer is wrong. Here that is no failure of the command. */
function hasRun(script: string, { code }: Ended): boolean {
  return code === 0 || (script === 'check' && code === 1)
}

function failure(place: string, command: string, { code, output }: Ended): string {
  return `${place}: \`${command}\` ended with code ${code}:\n${output.trimEnd()}`
}

function outdated(place: string, command: string, output: string, { stdout }: Ended): string {
  const now = printed(stdout).split('\n')
  const then = output.split('\n')
  const index = then.findIndex((line, i) => line !== now[i])
  return (
    `${place}: \`${command}\` prints something else now. Line ${index + 1} was ` +
    `"${then[index]}" and is "${now[index] ?? ''}". To update it: npm run update-readmes`
  )
}
