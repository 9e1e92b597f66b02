import { cyan } from './style.ts'

/**
 * A command that the learner can copy and run: with pnpm if pnpm started the course, otherwise with npm.
 * npm passes flags on only after `--`. `trace` has them always, because flags of the program may follow.
 */
export function commandLine(command: string, ...words: readonly string[]): string {
  const script = command === 'run' ? 'lesson' : command
  if (process.env['npm_config_user_agent']?.startsWith('pnpm/')) {
    return ['pnpm', script, ...words].join(' ')
  }
  const flagAt =
    script === 'trace' && words.length > 0 ? 0 : words.findIndex((word) => word.startsWith('-'))
  const plain = flagAt === -1 ? words : words.slice(0, flagAt)
  const flags = flagAt === -1 ? [] : ['--', ...words.slice(flagAt)]
  const start = script === 'start' ? ['npm', 'start'] : ['npm', 'run', script]
  return [...start, ...plain, ...flags].join(' ')
}

/** The same, coloured to stand out in a sentence. */
export function toType(command: string, ...words: readonly string[]): string {
  return cyan(commandLine(command, ...words))
}
