import { stripVTControlCharacters } from 'node:util'
import type { Verdict } from '../answers/verdict.ts'
import type { Lesson } from '../lessons/lesson.ts'
import { noProgress } from '../progress/schema.ts'
import { afterCheck } from './after-check.ts'
import { bold } from './style.ts'
import { drawingWidth } from './terminal.ts'
import { verdictLines } from './verdict-lines.ts'

/** The output of a check: the lesson's title, the verdict, and what to do next. */
export function checkScreen(
  lesson: Lesson,
  verdict: Verdict,
  notes: readonly string[],
  after: readonly string[],
  width: number = drawingWidth(),
): string[] {
  const title = bold(`Lesson ${lesson.number} · ${lesson.title}`)
  return ['', title, '', ...verdictLines(verdict, notes, width), '', ...after, '']
}

/**
 * The part of a check's output that is visible without scrolling, in a terminal of 80 columns, without
 * colours. The last row is for the prompt.
 */
export function rowsInView(lesson: Lesson, verdict: Verdict, rows = 24): string[] {
  const after = afterCheck(lesson, [lesson], verdict, noProgress(), false, 80)
  const lines = checkScreen(lesson, verdict, [], after, 80).map(stripVTControlCharacters)
  return lines.slice(1 - rows)
}
