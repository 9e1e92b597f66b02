import { pathToFileURL } from 'node:url'
import { drawTimeline } from '@overlap/trace'
import { placed } from '../answers/placed.ts'
import { described } from '../answers/thrown.ts'
import { bold, count, dim, green, indent, plural, red } from '../ui/style.ts'
import { commandLine, toType } from '../ui/to-type.ts'
import { wrap } from '../ui/wrap.ts'
import type { ExploreFlags } from './flags.ts'
import type { Explored, Failure } from './messages.ts'
import { withShortNames } from './short-names.ts'
import { headline, roughly } from './verdict-words.ts'
import type { Wanted } from './wanted.ts'

/** The size and the abilities of the terminal. */
export interface ExploreScreen {
  readonly width: number
  readonly rows: number
  readonly color: boolean
  readonly ascii: boolean
}

/** With fewer rows of calls than this, a picture shows too little, so it scrolls instead. */
const fewestCallRows = 4

/** The most lines of the learner's output that are shown. */
const shownOutput = 20

/**
 * The result of an exploration: a sentence, then the shortest order that breaks the property, what it
 * broke, and what to type next. The message is the last part, next to the prompt, and all of it fits the
 * screen if possible.
 */
export function outcomeLines(
  wanted: Wanted,
  flags: ExploreFlags,
  explored: Explored,
  screen: ExploreScreen,
): string[] {
  const { failure } = explored
  const [first = '', ...more] = paragraph(headline(explored, flags.schedule), screen.width)
  const above = [
    '',
    bold(wanted.title),
    '',
    ...outputLines(explored, flags),
    `  ${failure ? red('✗') : green('✓')} ${bold(first.trim())}`,
    ...more.map(bold),
    ...paragraph(aboutOthers(explored, flags), screen.width).map(dim),
    '',
  ]
  const next = nextLines(wanted, flags, explored, screen.width)
  const below = next.length === 0 ? [] : [...next, '']
  if (!failure) return [...above, ...below]
  const told = paragraph(whatBroke(failure, wanted), screen.width)
  const message = ['', ...(failure.byWork ? told : told.map(red)), '']
  // The caption, the axis, and the prompt take a row each.
  const rows = screen.rows - above.length - message.length - below.length - 3
  return [...above, ...picture(failure, flags, screen, rows), ...message, ...below]
}

/** How many orders were left out, and how those that were tried had been picked. */
function aboutOthers(
  { exhaustive, estimatedOrders, orders }: Explored,
  { schedule, seed = 1 }: ExploreFlags,
): string {
  if (exhaustive || schedule !== undefined) return ''
  return estimatedOrders === undefined
    ? 'There are more: it stops early if an order has very many calls or timers.'
    : `There are about ${roughly(estimatedOrders)}. ` +
        `Half of the ${count(orders)} were drawn at random, with seed ${seed}.`
}

/** What the learner prints makes sense in a single order, and not in a hundred. */
function outputLines({ output }: Explored, { schedule }: ExploreFlags): string[] {
  if (output.length === 0) return []
  if (schedule === undefined) {
    return [dim('  Your code printed something. To read it, play one order with --schedule.')]
  }
  const more = output.length - shownOutput
  return [
    dim('  Your code printed:'),
    ...output.slice(0, shownOutput).map((line) => dim(`  │ ${line}`)),
    ...(more > 0 ? [dim('  │ … and more')] : []),
    '',
  ]
}

function picture(
  { timeline }: Failure,
  { schedule }: ExploreFlags,
  { width, color, ascii }: ExploreScreen,
  rows: number,
): string[] {
  const caption =
    schedule === undefined ? 'The shortest of them. A step takes 10 ms:' : 'A step takes 10 ms:'
  const drawn = drawTimeline(withShortNames(timeline, width - 4), {
    width: width - 4,
    color,
    ascii,
    brief: true,
    // Lanes would have no room for the names of the calls.
    pack: 'none',
    maxRows: Math.max(fewestCallRows, rows),
  })
  return indent(`${caption}\n${drawn}`, 4).split('\n')
}

/** What the order broke. For an error of the learner's own code, its line. */
function whatBroke({ thrown, byWork }: Failure, { code }: Wanted): string {
  if (thrown === undefined) return 'After this order, the property returned false.'
  if (!byWork) return thrown.isError ? thrown.message : described(thrown)
  const module = pathToFileURL(code).href
  return [described(thrown), ...placed({ file: code, module }, thrown)].join('\n')
}

function nextLines(
  { word, lesson }: Wanted,
  flags: ExploreFlags,
  { failure, clients, estimatedOrders }: Explored,
  width: number,
): string[] {
  const given = flags.clients === undefined ? [] : ['--clients', String(flags.clients)]
  const line = (what: string, ...words: readonly string[]): string[] => {
    const typed = toType('explore', word, ...given, ...words)
    // On a line of its own, a long command is not broken, and can be copied.
    const isLong = `${what}: ${commandLine('explore', word, ...given, ...words)}`.length > width
    return isLong ? [`${what}:`, `  ${typed}`] : [`${what}: ${typed}`]
  }
  if (flags.schedule !== undefined) return line('Try every order')
  if (failure) return line('Play it again', '--schedule', failure.schedule)
  if (estimatedOrders !== undefined) {
    return [
      ...line('Draw others', '--seed', String((flags.seed ?? 1) + 1)),
      ...line('Try more', '--orders', String(Math.min(1_000_000, 10 * (flags.orders ?? 1000)))),
    ]
  }
  const check = lesson ? [`Check the exercise: ${toType('check', word)}`] : []
  if (clients === undefined || clients >= 4 || given.length > 0) return check
  const others = toType('explore', word, '--clients', String(clients + 1))
  return [...check, dim(`With ${plural(clients + 1, 'client')}: ${others}`)]
}

/** A text, broken between words and indented by 4. No lines for an empty text. */
function paragraph(text: string, width: number): string[] {
  return text === '' ? [] : indent(wrap(text, width - 4), 4).split('\n')
}
