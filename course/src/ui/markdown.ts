import { wrapText } from '@overlap/trace'
import { bold, cyan, dim, indent } from './style.ts'
import { drawingWidth, hasColor } from './terminal.ts'

/** Markdown for the terminal: headings and code stand out, paragraphs fill the terminal's width. */
export function styleMarkdown(markdown: string): string {
  let fenced = false
  let margin = 0
  return paragraphs(markdown)
    .flatMap((line) => {
      const fence = /^(?:```|~~~)(.*)$/.exec(line)
      if (fence) {
        fenced = !fenced
        // What a command prints is as wide as the terminal already.
        margin = fence[1] === 'console' ? 0 : 4
        return []
      }
      if (fenced) return [cyan(indent(line, margin))]
      if (/^#{1,6} /.test(line)) return [bold(filled(line.replace(/^#+ /, '')))]
      // Answers to "Explain it" are folded away in a browser; here they follow the question.
      if (/^<\/?details>$/.test(line)) return []
      const summary = /^<summary>(.*)<\/summary>$/.exec(line)
      if (summary) return [bold(filled(plain(summary[1] ?? ''), '? '))]
      return [filledItem(plain(line))]
    })
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
}

/** The lines of a text, with those of a paragraph or a list item joined to one. */
function paragraphs(markdown: string): string[] {
  const lines: string[] = []
  let fenced = false
  let open = false
  for (const line of markdown.split(/\r?\n/)) {
    const fence = /^(```|~~~)/.test(line)
    const item = /^([-*]|\d+\.) /.test(line)
    const prose = !fence && !fenced && !item && /^\s*[^#<|>\s]/.test(line)
    if (prose && open) lines[lines.length - 1] += ` ${line.trim()}`
    else lines.push(line)
    open = prose || item
    if (fence) fenced = !fenced
  }
  return lines
}

/** A paragraph in lines of the terminal's width; those of a list item stand under its text. */
function filledItem(line: string): string {
  const mark = /^ *(?:(?:[-*>]|\d+\.) )?/.exec(line)?.[0] ?? ''
  return filled(line.slice(mark.length), mark)
}

/** A text in lines of the terminal's width, all but the first of them below it and not below the mark. */
function filled(line: string, mark = ''): string {
  const text = wrapText(line, drawingWidth() - mark.length)
  return mark + text.replaceAll('\n', `\n${' '.repeat(mark.length)}`)
}

function plain(line: string): string {
  const marked = line.replaceAll(/<\/?code>/g, '`')
  // Without colours the marks of Markdown are what makes code and links stand out.
  if (!hasColor()) return marked
  return marked
    .replaceAll(/`([^`]+)`/g, (_, code: string) => cyan(code))
    .replaceAll(/\*\*([^*]+)\*\*/g, (_, text: string) => bold(text))
    .replaceAll(
      /\[([^\]]+)\]\(([^)]+)\)/g,
      (_, text: string, url: string) => `${text} ${dim(`(${url})`)}`,
    )
}
