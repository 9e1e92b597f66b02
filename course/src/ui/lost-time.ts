import { wrapText } from '@overlap/trace'
import type { Lesson } from '../lessons/lesson.ts'
import { plainNumber } from './lesson-lines.ts'
import { drawingWidth } from './terminal.ts'
import { toType } from './to-type.ts'

/** If a demo loses less time than this, its numbers hardly differ from the lesson's. */
const littleMs = 30

/**
 * Says that a demo's times are too long, because the machine was busy. Empty if it wasn't.
 *
 * @param lostMs How long the demo had to wait for the processor in one act, in ms.
 */
export function lostTime(lesson: Lesson, lostMs: number): string {
  if (lostMs < littleMs) return ''
  const sentences =
    `Other programs kept this machine busy: in one act, the demo waited ${Math.round(lostMs)} ms for the ` +
    "processor, so its times may be longer than the lesson's. For exact times: " +
    toType('run', plainNumber(lesson), '--virtual')
  return `\n${wrapText(sentences, drawingWidth())}`
}
