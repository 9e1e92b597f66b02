/** A part of a Markdown file under a second-level heading. */
export interface Section {
  /** The heading without its `## `. */
  readonly title: string
  readonly text: string
}

/** Cuts Markdown at its `## ` headings; a `## ` within a code fence is code. */
export function sectionsOf(markdown: string): Section[] {
  const sections: { title: string; lines: string[] }[] = []
  let fenced = false
  for (const line of markdown.split(/\r?\n/u)) {
    if (/^(?:```|~~~)/u.test(line)) fenced = !fenced
    if (!fenced && line.startsWith('## ')) sections.push({ title: line.slice(3).trim(), lines: [] })
    else sections.at(-1)?.lines.push(line)
  }
  return sections.map(({ title, lines }) => ({ title, text: lines.join('\n').trim() }))
}
