import { Command } from 'commander'
import type { Benchmark } from './benchmark.ts'
import { load, machine } from './harness/machine.ts'
import { addOutput, withoutOutput, type OutputFlags } from './output/flags.ts'
import { checkFiles, printed, readOld, withComparison, writeFiles } from './output/write.ts'
import type { Report } from './report/report.ts'

/** What a command needs of the process that it runs in. */
export interface Surroundings {
  /** The words that were typed. */
  readonly typed: readonly string[]
  /** How many columns the terminal has. */
  readonly width: number
  /** Prints on stdout. */
  readonly print: (text: string) => void
  /** Whether someone sees the progress. */
  readonly isWatched: boolean
  /** Shows a line of progress. */
  readonly say: (line: string) => void
}

/** Creates the commands: a benchmark each, and the first one if none is named. */
export function createProgram(
  benchmarks: readonly Benchmark<never>[],
  surroundings: Surroundings,
): Command {
  const program = new Command('npm run bench --')
    .description('Measures what concurrent calls gain and cost.')
    .helpCommand(false)
    .exitOverride()
    .configureOutput({ outputError: () => {} })
  program.addHelpText('after', () => `\n${helpOfFirst(program)}`)
  for (const [i, benchmark] of benchmarks.entries()) {
    const command = program.command(benchmark.name, { isDefault: i === 0 })
    addBenchmark(command, benchmark, surroundings)
  }
  return program
}

/** The flags of all benchmarks, and whether a value follows. */
export function flagsOf(program: Command): ReadonlyMap<string, 'alone' | 'with a value'> {
  const options = program.commands.flatMap((command) => command.options)
  return new Map(
    options.map((option) => [option.name(), option.required ? 'with a value' : 'alone']),
  )
}

/** The flags of the benchmark that runs if none is named. */
function helpOfFirst(program: Command): string {
  const [first] = program.commands
  const help = first?.helpInformation() ?? ''
  return help.slice(help.indexOf('Options:')).replace('Options:', `Options of ${first?.name()}:`)
}

function addBenchmark(command: Command, benchmark: Benchmark, surroundings: Surroundings): void {
  command.description(benchmark.summary)
  benchmark.addFlags?.(command)
  addOutput(command).action(() =>
    run(benchmark, { ...command.opts<OutputFlags>(), words: command.args }, surroundings),
  )
}

async function run(
  benchmark: Benchmark,
  flags: OutputFlags & { readonly words: readonly string[] },
  { typed, width, isWatched, print, say }: Surroundings,
): Promise<void> {
  await checkFiles(flags)
  const old = await readOld(flags)
  const isExact = benchmark.isExact(flags)
  // In a log, the progress of what takes seconds is only noise.
  const sections = await benchmark.measure(flags, isExact && !isWatched ? () => {} : say)
  const report: Report = {
    command: ['npm run bench', ...withoutOutput(typed)].join(' '),
    ...(!isExact && { machine: machine(), load: load() }),
    ...(benchmark.intro && { intro: benchmark.intro(flags) }),
    sections,
  }
  const compared = withComparison(report, old, flags.compare)
  // Printed first: measuring may have taken minutes, and a file may not be writable.
  print(printed(compared, flags, width))
  await writeFiles(report, compared, flags)
}
