// The `bench` command.
import { wrapText } from '@overlap/trace'
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
    if (error.exitCode !== 0) console.error(wrapText(complaint(error), 80))
    process.exitCode = error.exitCode === 0 ? 0 : 2
  } else if (error instanceof UsageError) {
    console.error(error.message)
    process.exitCode = 2
  } else throw error
}

function complaint({ message }: CommanderError): string {
  return `${message.replace(/^error: /u, '')}\nWhat there is: npm run bench -- --help`
}
