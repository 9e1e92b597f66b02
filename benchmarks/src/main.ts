// The `bench` command.
import { swallowedFlagsMessage } from '@overlap/setup/swallowed-flags'
import { wrapText } from '@overlap/trace'
import { CommanderError } from 'commander'
import { benchmarks } from './benchmarks.ts'
import { UsageError } from './output/usage-error.ts'
import { createProgram, flagsOf } from './program.ts'

const words = process.argv.slice(2)
const typedIn = process.env['INIT_CWD']
// npm runs a script in the folder of its package.json. Files are named from where the command was typed.
if (typedIn !== undefined) process.chdir(typedIn)

// A reader such as `head` may stop reading.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})

const program = createProgram(benchmarks, {
  typed: words,
  width: process.stdout.isTTY ? process.stdout.columns : 80,
  print(text) {
    if (process.stderr.isTTY) process.stderr.write('\r\u001B[K')
    process.stdout.write(text)
  },
  isWatched: process.stderr.isTTY,
  say: progress,
})
try {
  const swallowed = swallowedFlagsMessage(process.env, words, flagsOf(program))
  if (swallowed !== undefined) throw new UsageError(swallowed)
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

/** Shows what is being measured. On a terminal, the next line replaces it. */
function progress(line: string): void {
  if (process.stderr.isTTY)
    process.stderr.write(`\r\u001B[K${line.slice(0, process.stderr.columns - 1)}`)
  else console.error(line)
}

function complaint({ code, message }: CommanderError): string {
  const named = benchmarks.find(({ name }) => name === words[0])
  const listed = `What there is: npm run bench -- ${named === undefined ? '' : `${named.name} `}--help`
  if (code !== 'commander.excessArguments') return `${message.replace(/^error: /u, '')}\n${listed}`
  const [word = ''] = words.filter((each) => !each.startsWith('-'))
  return (
    `There is no benchmark "${word}".\n${listed}\n` +
    'If it is the value of a flag: npm keeps flags for itself, unless -- stands before them.'
  )
}
