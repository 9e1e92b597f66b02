import { swallowedFlagsMessage, type Flags } from '@overlap/setup/swallowed-flags'
import type { Command } from 'commander'
import { CourseError } from './errors.ts'

/**
 * Notices flags that were typed without the two dashes that npm wants before them.
 *
 * @throws {CourseError} with the command that was meant.
 */
export function refuseSwallowedFlags(program: Command, words: readonly string[]): void {
  const message = swallowedFlagsMessage(process.env, words, flagsOf(program))
  if (message !== undefined) throw new CourseError(message, 2)
}

/** Every flag that some command declares. */
export function flagsOf(program: Command): Flags {
  const options = program.commands.flatMap((command) => command.options)
  return new Map(
    options.map((option) => [option.name(), option.required ? 'with a value' : 'alone']),
  )
}
