import { stripVTControlCharacters } from 'node:util'
import type { Verdict } from '../answers/verdict.ts'
import type { Lesson } from '../lessons/lesson.ts'
import { starToExplain } from '../progress/explained-star.ts'
import { noProgress } from '../progress/schema.ts'
import { afterCheck } from './after-check.ts'
import { bold } from './style.ts'
import { drawingWidth } from './terminal.ts'
import { verdictLines, type ShownVerdict } from './verdict-lines.ts'

/** The output of a check: the lesson's title, the verdict, and what to do next. */
export function checkScreen(
  lesson: Lesson,
  verdict: Verdict,
  { after, width = drawingWidth(), ...shown }: CheckScreen,
): string[] {
  const title = bold(`Lesson ${lesson.number} · ${lesson.title}`)
  return ['', title, '', ...verdictLines(verdict, { ...shown, width }), '', ...after, '']
}

interface CheckScreen extends ShownVerdict {
  /** What to do next. */
  readonly after: readonly string[]
}

/**
 * The part of a check's output that is visible without scrolling, in a terminal of 80 columns, without
 * colours, at the learner's first check. The last row is for the prompt.
 */
export function rowsInView(lesson: Lesson, verdict: Verdict, rows = 24): string[] {
  const explained = starToExplain(verdict)
  const shown = { progress: noProgress(), explained, width: 80 }
  const after = afterCheck(lesson, [lesson], verdict, shown)
  const lines = checkScreen(lesson, verdict, { after, explained, width: 80 })
  return lines.map(stripVTControlCharacters).slice(1 - rows)
}
