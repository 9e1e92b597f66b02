import { Command } from 'commander'

/** Where a report goes, besides the terminal. */
export interface OutputFlags {
  /** Prints JSON instead of text. */
  readonly json?: boolean
  /** Prints CSV instead of text. */
  readonly csv?: boolean
  readonly save?: string
  readonly compare?: string
  readonly html?: string
  readonly svg?: string
}

/** Adds the flags that every benchmark has. */
export function addOutput(command: Command): Command {
  return command
    .option('--html <file>', 'write a page with charts, for a browser')
    .option('--svg <file>', 'write the charts alone')
    .option('--save <file>', 'write the report as JSON, to compare with later')
    .option('--compare <file>', 'say which figures changed since that report was saved')
    .option('--json', 'print JSON instead of tables')
    .option('--csv', 'print CSV instead of tables')
}

/** The words without the flags of the output: what decides the figures. */
export function withoutOutput(words: readonly string[]): string[] {
  const flags = addOutput(new Command()).options
  const kept: string[] = []
  for (let i = 0; i < words.length; i++) {
    const [name, value] = words[i]!.split('=', 2)
    const flag = flags.find(({ long }) => long === name)
    if (flag === undefined) kept.push(words[i]!)
    else if (flag.required && value === undefined) i += 1
  }
  return kept.length === 0 ? [] : ['--', ...kept]
}
