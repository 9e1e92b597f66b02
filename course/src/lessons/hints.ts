import path from 'node:path'
import { readIfThere } from '../files.ts'
import type { Lesson } from './lesson.ts'

/** One hint: a section of `hints.md`. */
export interface Hint {
  /** Its heading, such as `A pointer`. */
  readonly title: string
  /** Its text, in Markdown. */
  readonly text: string
}

/** The hints of a lesson: the `## ` sections of its `hints.md`. The first hint gives away the least. */
export function readHints(lesson: Lesson): Hint[] {
  return splitHints(readIfThere(path.join(lesson.dir, 'hints.md')) ?? '')
}

/** Splits Markdown at its `## ` headings, except in fenced code. */
export function splitHints(text: string): Hint[] {
  const hints: { title: string; lines: string[] }[] = []
  let fenced = false
  for (const line of text.split(/\r?\n/)) {
    if (/^(```|~~~)/.test(line)) fenced = !fenced
    const heading = fenced ? null : /^## +(.+)$/.exec(line)
    if (heading) hints.push({ title: (heading[1] ?? '').trim(), lines: [] })
    else hints.at(-1)?.lines.push(line)
  }
  return hints.map(({ title, lines }) => ({ title, text: lines.join('\n').trim() }))
}

/** The title of the last hint, which is for those who have done the task. */
export const starsHint = 'The stars'

/**
 * The number of the hint that comes after `seen` hints: the next one, but at least the one for the stars
 * if the task is done. After the last hint, the last one comes again.
 */
export function nextHint(hints: readonly Hint[], seen: number, isDone: boolean): number {
  const stars = hints.findIndex(({ title }) => title === starsHint) + 1
  return Math.min(hints.length, Math.max(seen + 1, isDone ? stars : 0))
}
