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

/** The title of the last section of `hints.md`. It has a hint for each star. */
export const starsHint = 'The stars'

/** The hints of a lesson by what they are for. */
export interface HintsByAim {
  /** The hints for the task, which come one after another. */
  readonly task: readonly Hint[]
  /** A hint for each star, in the order of the stars. */
  readonly stars: readonly Hint[]
}

/** Separates the hints for the task from those for the stars. */
export function hintsByAim(hints: readonly Hint[]): HintsByAim {
  return {
    task: hints.filter(({ title }) => title !== starsHint),
    stars: hints.filter(({ title }) => title === starsHint).flatMap(starHints),
  }
}

/**
 * The items of the section for the stars, which begin with `- **The title.**`. What comes before the first
 * item belongs to each of them. A section without such items is one hint.
 */
function starHints(section: Hint): Hint[] {
  const [intro = '', ...items] = section.text.split(/^- (?=\*\*)/m)
  if (items.length === 0) return [section]
  return items.map((item) => {
    const [, title = '', text = ''] = /^\*\*(.+?)\.?\*\*\s*([^]*)$/.exec(item) ?? []
    return { title, text: `${intro}${text.replaceAll(/^ {2}/gm, '')}`.trim() }
  })
}
