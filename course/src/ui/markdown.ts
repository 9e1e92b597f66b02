import { bold, cyan, dim, indent } from './style.ts'
import { hasColor } from './terminal.ts'

/** Markdown for the terminal: the text stays as it is written, headings and code stand out. */
export function styleMarkdown(markdown: string): string {
  let fenced = false
  return markdown
    .split(/\r?\n/)
    .flatMap((line) => {
      if (/^(```|~~~)/.test(line)) {
        fenced = !fenced
        return []
      }
      if (fenced) return [cyan(indent(line, 4))]
      if (/^#{1,6} /.test(line)) return [bold(line.replace(/^#+ /, ''))]
      // Answers to "Explain it" are folded away in a browser; here they follow the question.
      if (/^<\/?details>$/.test(line)) return []
      const summary = /^<summary>(.*)<\/summary>$/.exec(line)
      if (summary) return [bold(`? ${plain(summary[1] ?? '')}`)]
      return [plain(line)]
    })
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
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
