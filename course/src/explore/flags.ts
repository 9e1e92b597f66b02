import { numberText } from '@overlap/trace'
import type { Command } from 'commander'
import type { Course } from '../course.ts'
import { parseSeed, wrong } from '../demo/flag-values.ts'
import { CourseError } from '../errors.ts'
import { mostClients } from './size.ts'

/** The most orders that `--orders` takes: about ten minutes of work. */
const mostOrders = 1_000_000

/** The flags of `course explore`. */
export interface ExploreFlags {
  readonly clients?: number
  readonly schedule?: string
  readonly seed?: number
  readonly orders?: number
}

/** Adds `course explore` and its flags to the program. */
export function addExplore(
  program: Command,
  exit: (code: number) => void,
  open: () => Course,
): void {
  program
    .command('explore')
    .description('run your code in every order in which answers can arrive')
    .argument('[lesson]', 'a lesson, or a file of yours')
    .option(
      '--clients <n>',
      'how many clients make the calls',
      parseCount('--clients', mostClients),
    )
    .option('--schedule <n.n>', 'play one order only, such as 0.1', parseSchedule)
    .option(
      '--orders <n>',
      'how many orders to try (default: 1000)',
      parseCount('--orders', mostOrders),
    )
    .option('--seed <n>', 'seed of the random orders, if there are more', parseSeed)
    .action(async (wanted: string | undefined, flags: ExploreFlags) => {
      refuseTogether(flags)
      const { explore } = await import('../commands/explore.ts')
      exit(await explore(open(), wanted, flags))
    })
}

function refuseTogether({ schedule, seed, orders }: ExploreFlags): void {
  if (schedule === undefined) return
  const useless = [seed !== undefined && '--seed', orders !== undefined && '--orders'].filter(
    Boolean,
  )
  if (useless.length === 0) return
  throw new CourseError(
    `--schedule plays a single order, so ${useless.join(' and ')} would have no effect. ` +
      'Leave one of them out.',
    2,
  )
}

function parseCount(flag: string, most: number) {
  return (text: string): number => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : 0
    if (value >= 1 && value <= most) return value
    throw wrong(flag, `a whole number from 1 to ${numberText(most)}`, text)
  }
}

function parseSchedule(text: string): string {
  if (/^\d{1,9}(?:\.\d{1,9})*$/.test(text)) return text
  throw wrong('--schedule', 'whole numbers with dots between them, such as 0.1', text)
}
