import { swallowedFlagsMessage, type Flags } from '@overlap/setup/swallowed-flags'
import type { Command } from 'commander'
import { CourseError } from './errors.ts'

/**
 * Refuses flags that npm consumed, because they were typed without the `--` that npm needs before them.
 *
 * @throws {CourseError} with the corrected command.
 */
export function refuseSwallowedFlags(program: Command, words: readonly string[]): void {
  const message = swallowedFlagsMessage(process.env, words, flagsOf(program))
  if (message !== undefined) throw new CourseError(message, 2)
}

/** The flags of all commands. */
export function flagsOf(program: Command): Flags {
  const options = program.commands.flatMap((command) => command.options)
  return new Map(
    options.map((option) => [option.name(), option.required ? 'with a value' : 'alone']),
  )
}
