// The `bench` command.
import { CommanderError } from 'commander'
import { benchmarks } from './benchmarks.ts'
import { UsageError } from './output/usage-error.ts'
import { createProgram } from './program.ts'

const words = process.argv.slice(2)
const program = createProgram(benchmarks, {
  typed: words,
  width: process.stdout.isTTY ? process.stdout.columns : 80,
  print: (text) => process.stdout.write(text),
  say: (line) => console.error(line),
})
try {
  await program.parseAsync(words, { from: 'user' })
} catch (error) {
  if (error instanceof CommanderError) {
    if (error.exitCode !== 0) console.error(`${error.message}\n\n${program.helpInformation()}`)
    process.exitCode = error.exitCode === 0 ? 0 : 2
  } else if (error instanceof UsageError) {
    console.error(error.message)
    process.exitCode = 2
  } else throw error
}
