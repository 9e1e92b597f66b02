import { Command } from 'commander'
import type { CheckFlags } from './commands/check.ts'
import { openCourse, type Course } from './course.ts'
import { addRun } from './demo/flags.ts'
import { CourseError } from './errors.ts'
import { addExplore } from './explore/flags.ts'
import { nearest } from './lessons/nearest.ts'
import { serveCommand, type ServeFlags } from './serve/flags.ts'
import { traceCommand, type TraceFlags } from './tracing/flags.ts'
import { toType } from './ui/to-type.ts'

type Exit = (code: number) => void
type Open = () => Course
type CheckWords = CheckFlags & { readonly watch?: boolean }

/**
 * Creates the commands and their flags. The module of a command is imported when the command runs, so that
 * `list`, for example, doesn't wait for modules that only `check` needs.
 *
 * @param exit Receives the exit code of the command.
 * @param open Opens the course, for commands that need the lessons.
 */
export function createProgram(exit: Exit, open: Open = openCourse): Command {
  const program = new Command('course')
    .description('Overlap: concurrent API calls in TypeScript, lesson by lesson.')
    .helpCommand('help [command]', 'how to use a command')
    .exitOverride()
    // What follows the program of `trace` belongs to that program.
    .enablePositionalOptions()
    .configureOutput({ outputError: () => {} })
    .action(async () => {
      exit(await (await import('./commands/welcome.ts')).welcome(open()))
    })
  addReading(program, exit, open)
  addRun(program, exit, open)
  addExercise(program, exit, open)
  addExplore(program, exit, open)
  const serving = serveCommand().copyInheritedSettings(program)
  program.addCommand(
    serving.action(async (flags: ServeFlags) =>
      exit(await (await import('./commands/serve.ts')).serve(flags)),
    ),
  )
  const tracing = traceCommand().copyInheritedSettings(program)
  program.addCommand(
    tracing.action(async (_program: unknown, _arguments: unknown, flags: TraceFlags) =>
      exit(await (await import('./commands/trace.ts')).trace(tracing.args, flags)),
    ),
  )
  return program
}

function addReading(program: Command, exit: Exit, open: Open): void {
  program
    .command('list')
    .description('the lessons, your progress, and what to type next')
    .action(async () => exit(await (await import('./commands/list.ts')).list(open())))
  program
    .command('read')
    .description("the lesson's text")
    .argument('[lesson]')
    .action(async (lesson: string | undefined) =>
      exit(await (await import('./commands/read.ts')).read(open(), lesson)),
    )
  program
    .command('progress')
    .description(
      'your lessons, stars, tries, predictions, and minutes (without breaks longer than 30)',
    )
    .action(async () => exit(await (await import('./commands/progress.ts')).progress(open())))
}

function addExercise(program: Command, exit: Exit, open: Open): void {
  program
    .command('check')
    .description('check your code in exercise.ts')
    .argument('[lesson]')
    .option('--watch', 'check again on every save')
    .option('--star <star>', 'explain this star: its number, or a part of its title')
    .action(async (lesson: string | undefined, { watch = false, ...flags }: CheckWords) => {
      const course = open()
      exit(
        watch
          ? await (await import('./commands/watch.ts')).watch(course, lesson, flags)
          : await (await import('./commands/check.ts')).check(course, lesson, flags),
      )
    })
  program
    .command('hint')
    .description('the next hint: for the task, then for open stars')
    .argument('[lesson]')
    .option('--all', 'show all hints that you have seen so far')
    .action(async (lesson: string | undefined, options: { all?: boolean }) =>
      exit(await (await import('./commands/hint.ts')).hint(open(), lesson, options)),
    )
  program
    .command('diff')
    .description('compare your code with our solution')
    .argument('[lesson]')
    .option('--early', 'show the solution even before your first try')
    .action(async (lesson: string | undefined, options: { early?: boolean }) =>
      exit(await (await import('./commands/diff.ts')).diff(open(), lesson, options)),
    )
  program
    .command('reset')
    .description('start the exercise over; your code is saved')
    .argument('[lesson]')
    .option('--undo', 'restore the code that was saved last')
    .action(async (lesson: string | undefined, options: { undo?: boolean }) =>
      exit(await (await import('./commands/reset.ts')).reset(open(), lesson, options)),
    )
}

/**
 * Refuses a first word, or a word after `help`, that is not a command. Otherwise commander would complain
 * about arguments and flags, or print the help of all commands.
 *
 * @throws {CourseError} with a suggestion and the list of commands.
 */
export function refuseUnknownCommand(program: Command, words: readonly string[]): void {
  const word = words[0] === 'help' ? words[1] : words[0]
  if (word === undefined || word.startsWith('-') || word === 'help') return
  const names = program.commands.map((command) => command.name())
  if (program.commands.some((command) => [command.name(), ...command.aliases()].includes(word)))
    return
  const close = nearest(word, names)
  throw new CourseError(
    [
      `There is no command "${word}".${close ? ` Did you mean ${close}?` : ''}`,
      `The commands: ${names.join(', ')}.`,
      /^\d+(?:-|$)/.test(word)
        ? `To see lesson ${word}: ${toType('run', word)}`
        : `To see the course: ${toType('start')}`,
    ].join('\n'),
    2,
  )
}
