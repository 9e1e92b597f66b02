import { Command } from 'commander'
import type { Benchmark } from './benchmark.ts'
import { load, machine } from './harness/machine.ts'
import { addOutput, withoutOutput, type OutputFlags } from './output/flags.ts'
import { readOld, writeReport } from './output/write.ts'
import type { Report } from './report/report.ts'

/** What a command needs of the process that it runs in. */
export interface Surroundings {
  /** The words that were typed. */
  readonly typed: readonly string[]
  /** How many columns the terminal has. */
  readonly width: number
  /** Prints on stdout. */
  readonly print: (text: string) => void
  /** Prints a line of progress on stderr. */
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
  program.addHelpText('after', () => `\n${flagsOf(program)}`)
  for (const [i, benchmark] of benchmarks.entries()) {
    const command = program.command(benchmark.name, { isDefault: i === 0 })
    addBenchmark(command, benchmark, surroundings)
  }
  return program
}

/** The flags of the benchmark that runs if none is named. */
function flagsOf(program: Command): string {
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
  { typed, width, print, say }: Surroundings,
): Promise<void> {
  const old = await readOld(flags)
  const sections = await benchmark.measure(flags, say)
  const report: Report = {
    command: ['npm run bench', ...withoutOutput(typed)].join(' '),
    ...(!benchmark.isExact(flags) && { machine: machine(), load: load() }),
    sections,
  }
  print(await writeReport(report, flags, { old, width }))
}
