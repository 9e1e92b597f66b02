/** A part of a Markdown file under a second-level heading. */
export interface Section {
  /** The heading without its `## `. */
  readonly title: string
  readonly text: string
}

/**
 * The lines in the code fences of a Markdown file, numbered from 1. For `console` blocks, only the
 * commands, because their output is not code.
 */
export function codeLines(markdown: string): { readonly line: number; readonly text: string }[] {
  let fence: string | undefined
  return markdown.split(/\r?\n/u).flatMap((text, index) => {
    const [, language] = /^\s*(?:```|~~~)(.*)$/u.exec(text) ?? []
    if (language !== undefined) {
      fence = fence === undefined ? language : undefined
      return []
    }
    if (fence === undefined || (/^console\b/u.test(fence) && !text.startsWith('$ '))) return []
    return [{ line: index + 1, text }]
  })
}

/** Splits Markdown at its `## ` headings, except within code fences. */
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
