import { stripVTControlCharacters } from 'node:util'
import type { Step, Verdict } from '../answers/verdict.ts'
import { starsOf } from '../answers/verdict.ts'
import { bold, dim, green, indent, plural, red, yellow } from './style.ts'
import { drawingWidth } from './terminal.ts'
import { wrap } from './wrap.ts'

const shownOutput = 20
/** Pictures of so many lines fit on a screen of 24 rows between a title, its message, and the next steps. */
const shortPicture = 8

type Blocks = readonly (readonly string[])[]

/** How a verdict is shown. */
export interface ShownVerdict {
  /** Lines above the failed step. */
  readonly notes?: readonly string[]
  /** The star whose message is shown whole. Default: the first that is open and begun. */
  readonly explained?: Step | undefined
  /** The width in columns. Default: that of the terminal. */
  readonly width?: number
}

/**
 * Formats a verdict for the terminal. The failed step and its message come last, below the pictures, so
 * that they stay in view. Stars are shown only once the task is done.
 */
export function verdictLines(
  verdict: Verdict,
  { notes = [], explained, width = drawingWidth() }: ShownVerdict = {},
): string[] {
  const { passed, steps, output } = verdict
  const task = steps.filter(({ level }) => level === 'task')
  const stars = passed ? steps.filter(({ level }) => level === 'further') : []
  const failed = explained ?? [...task, ...stars].find(needsMessage)
  const blocks = [
    outputLines(output),
    task.flatMap((step) => lineOf(step, verdict, width)),
    stars.flatMap((step, n) => [
      ...starTitle(step, n, width),
      ...(step === failed ? [] : firstLineOf(step, width)),
    ]),
    ...(failed?.level === 'task' ? taskBlocks(failed, notes, width) : []),
    ...(failed?.level === 'further' ? starBlocks(failed, stars, notes, width) : []),
    failed ? [] : notes,
    problemLines(verdict, width),
  ]
  return blocks
    .filter(({ length }) => length > 0)
    .flatMap((block, n) => (n === 0 ? block : ['', ...block]))
}

/** Whether a step failed, and not just because the learner has not begun its star. */
function needsMessage({ state, isUntouched }: Step): boolean {
  return state === 'failed' && isUntouched !== true
}

/** The step that failed is the last line of the list, so its pictures follow without a title. */
function taskBlocks(step: Step, notes: readonly string[], width: number): Blocks {
  const pictures = pictureLines(step, width)
  const isBelowList = pictures.length + notes.length === 0
  return [
    pictures,
    notes,
    [...(isBelowList ? [] : [...taskTitle(step, width), '']), ...messageLines(step, width)],
  ]
}

/** The star that is explained: its title, unless it is the last line of the list, pictures and message. */
function starBlocks(
  step: Step,
  stars: readonly Step[],
  notes: readonly string[],
  width: number,
): Blocks {
  const pictures = pictureLines(step, width)
  const title = starTitle(step, stars.indexOf(step), width)
  const isBelowList = step === stars.at(-1) && notes.length === 0
  return [
    notes,
    isBelowList ? [] : title,
    pictures,
    // On a small screen, the title above has scrolled away.
    pictures.length > shortPicture ? title : [],
    messageLines(step, width),
  ]
}

function lineOf(step: Step, verdict: Verdict, width: number): string[] {
  if (step.state === 'not-run') return []
  const title = taskTitle(step, width)
  const after = step.state === 'failed' ? whatFollows(verdict) : ''
  if (after === '') return title
  const last = title.at(-1) ?? ''
  const room = width - stripVTControlCharacters(last).length - after.length
  if (room < 2) return [...title, dim(`    ${after}`)]
  return [...title.slice(0, -1), `${last}${' '.repeat(room)}${dim(after)}`]
}

function taskTitle({ state, title }: Step, width: number): string[] {
  const lines = wrap(title, width - 4).split('\n')
  return state === 'passed'
    ? hanging(`  ${green('✓')} `, lines)
    : hanging(`  ${red('✗')} `, lines.map(bold))
}

/** The title of a star, with the number that `--star` takes. */
function starTitle({ state, title }: Step, index: number, width: number): string[] {
  const sign = state === 'passed' ? yellow('★') : '☆'
  return hanging(`  ${sign} ${index + 1}. `, wrap(title, width - 7).split('\n'))
}

/** Puts a sign before the first line, and indents the others by as much. */
function hanging(sign: string, [first = '', ...others]: readonly string[]): string[] {
  const indentation = ' '.repeat(stripVTControlCharacters(sign).length)
  return [`${sign}${first}`, ...others.map((line) => `${indentation}${line}`)]
}

/** The number of steps after the failed step of the task, which did not run. */
function whatFollows(verdict: Verdict): string {
  const steps = verdict.steps.filter((step) => step.level === 'task' && step.state === 'not-run')
  if (steps.length > 0) return `${plural(steps.length, 'more step')} after this`
  const { of } = starsOf(verdict)
  return of > 0 ? `${plural(of, 'star')} left after this` : ''
}

/** The reason why a star is not won, in one line, if it is begun. */
function firstLineOf(step: Step, width: number): string[] {
  if (!needsMessage(step)) return []
  const [words = ''] = messageLines(step, 10_000)
  const line = words.trim()
  return [dim(`       ${shortened(line, width - 7)}`)]
}

/** Shortens a text that is too long to its first sentence, or if necessary to the words that fit. */
function shortened(text: string, room: number): string {
  if (text.length <= room) return text
  const [sentence = text] = /^.+?[.!?](?= )/.exec(text) ?? []
  if (sentence.length <= room) return sentence
  const words = sentence.slice(0, room).replace(/[,;:]?\s\S*$/, '')
  return `${words.slice(0, room - 1)}…`
}

function paragraphsOf({ message = '' }: Step, width: number): string[] {
  return wrap(message, width - 4).split('\n\n')
}

function pictureLines(step: Step, width: number): string[] {
  const pictures = paragraphsOf(step, width).filter(isPicture)
  return pictures.length === 0 ? [] : indent(pictures.join('\n\n'), 4).split('\n')
}

function messageLines(step: Step, width: number): string[] {
  const words = paragraphsOf(step, width).filter((paragraph) => !isPicture(paragraph))
  const told = step.diagnosis === undefined || step.level === 'further' ? words : words.map(red)
  return indent(told.join('\n\n'), 4).split('\n')
}

function isPicture(paragraph: string): boolean {
  // The title may be followed by the numbers of the time axis.
  return /^(?:wanted|seen|wanted \(-\) and seen \(\+\))(?: {2}.*)?\n/.test(
    stripVTControlCharacters(paragraph),
  )
}

function problemLines({ problem, steps }: Verdict, width: number): string[] {
  // The message of the step that timed out already says this.
  if (!problem || (problem.kind === 'timeout' && steps.length > 0)) return []
  const [first = '', ...rest] = wrap(problem.message, width - 4).split('\n')
  return [`  ${red('✗')} ${bold(first)}`, ...rest.map((line) => (line === '' ? '' : `    ${line}`))]
}

function outputLines(output: readonly string[]): string[] {
  if (output.length === 0) return []
  const more = output.length - shownOutput
  return [
    dim('  Your code printed:'),
    ...output.slice(0, shownOutput).map((line) => dim(`  │ ${line}`)),
    ...(more > 0 ? [dim(`  │ … and ${more} more`)] : []),
  ]
}
