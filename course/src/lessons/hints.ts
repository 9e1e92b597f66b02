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
