import { styleText } from 'node:util'
import { drawCounts, drawTimeline, facts, findings, type Finding, type Trace } from '@overlap/trace'
import { withoutDigests, type ProgramTrace } from '@overlap/trace/program'
import type { Lesson } from '../lessons/lesson.ts'
import { plainNumber } from '../ui/lesson-lines.ts'
import { count, plural } from '../ui/style.ts'
import { commandLine } from '../ui/to-type.ts'
import { wrap } from '../ui/wrap.ts'
import { formFor } from './form.ts'
import { lessonFor } from './lesson-for.ts'

/** Where a report is shown. */
export interface Page {
  readonly columns: number
  readonly rows: number
  readonly color: boolean
  readonly ascii: boolean
}

/**
 * The report on a program: the picture, the sum of the latencies beside the makespan, and the findings.
 * The picture has as many rows as the page leaves for it.
 */
export function reportLines(
  program: string,
  { trace: recorded, blocked, awayMs, ending, crash = '' }: ProgramTrace,
  lessons: readonly Lesson[],
  page: Page,
): string[] {
  const bold = (text: string): string =>
    page.color ? styleText('bold', text, { validateStream: false }) : text
  const trace = withoutDigests(recorded)
  if (trace.calls.length === 0) {
    const why = needsLoader(program, crash) ? loaderText(program) : watchedText
    return wrap(`${program} made no calls. ${why}`, page.columns).split('\n')
  }
  const found = findings(recorded, { blocked, ending }).map((finding) =>
    findingText(finding, lessons),
  )
  const below = [
    ...wrap([sumText(trace), ...awayText(awayMs)].join(' '), page.columns).split('\n'),
    '',
    ...(found.length === 0
      ? ['Nothing stands out.']
      : [bold('What stands out'), ...found.flatMap((text) => listed(text, page.columns))]),
  ]
  const picture = draw(trace, page, page.rows - below.length - AROUND)
  return [bold(`The calls of ${program}`), ...picture.split('\n'), ...below]
}

const watchedText =
  'Only fetch, undici, node:http and node:https are watched, in its own process, its threads and the processes that it forks.'

/** Errors of TypeScript that needs more than its types to be stripped. */
const loaderErrors = [
  'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX',
  'ERR_UNKNOWN_FILE_EXTENSION',
  'ERR_MODULE_NOT_FOUND',
  'ERR_UNSUPPORTED_DIR_IMPORT',
  'MODULE_NOT_FOUND',
]

const needsLoader = (program: string, crash: string): boolean =>
  /\.[cm]?tsx?$/u.test(program) && loaderErrors.includes(crash)

const loaderText = (program: string): string =>
  `Node could not load it. If your project runs its TypeScript with tsx, use it here, too: ${commandLine('trace', '--import=tsx', program)}`

/** `The latencies of 14 calls add up to 2140 ms, and the makespan is 310 ms: 6.9 calls at a time on average.` */
function sumText(trace: Trace): string {
  const { calls, sumMs, makespanMs, overlap } = facts(trace)
  return [
    `The latencies of ${plural(calls, 'call')} add up to ${count(sumMs)} ms, and the makespan is ${count(makespanMs)} ms:`,
    `${overlap.toFixed(1)} calls at a time on average.`,
  ].join(' ')
}

/** A shorter time says nothing about a program. */
const LEAST_AWAY_MS = 300

/** Why a block may be missing from the findings. */
const awayText = (awayMs: number): string[] =>
  awayMs < LEAST_AWAY_MS
    ? []
    : [
        `The program did not run for ${count(awayMs)} ms while calls were open: other programs held the processor, or it waited in a synchronous function.`,
      ]

function findingText({ kind, text }: Finding, lessons: readonly Lesson[]): string {
  const lesson = lessonFor(kind, lessons)
  return lesson === undefined ? text : `${text} (${commandLine('run', plainNumber(lesson))})`
}

/** A text with a hanging indent. */
function listed(text: string, columns: number): string[] {
  return wrap(text, columns - 2)
    .split('\n')
    .map((line, i) => `${i === 0 ? '-' : ' '} ${line}`)
}

/** The first line, and the line before the prompt. */
const AROUND = 2
const LEAST_ROWS = 8
const MOST_ROWS = 40

/** As tall a picture as fits into so many lines. */
function draw(trace: Trace, page: Page, lines: number): string {
  let rows = Math.min(MOST_ROWS, Math.max(LEAST_ROWS, lines))
  for (;;) {
    const drawn = drawIn(rows, trace, page)
    const tooMany = drawn.split('\n').length - lines
    if (tooMany <= 0 || rows <= LEAST_ROWS) return drawn
    rows = Math.max(LEAST_ROWS, rows - tooMany)
  }
}

/** A row for each call, or a row for calls that don't overlap, or counts over time: the first that fits. */
function drawIn(maxRows: number, trace: Trace, page: Page): string {
  const options = { width: page.columns, color: page.color, ascii: page.ascii, maxRows }
  const form = formFor(trace, maxRows)
  if (form === 'counts') return drawCounts(trace, { ...options, maxRows: Math.min(12, maxRows) })
  return drawTimeline(trace, { ...options, pack: form })
}
