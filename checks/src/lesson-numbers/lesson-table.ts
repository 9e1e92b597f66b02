import type { Lesson } from '@overlap/course'

const head = '| | lesson | the one idea | minutes |\n|---|---|---|--:|\n'

/**
 * Writes the rows of a README's lesson table from the lessons' folders and front matter.
 *
 * @throws {Error} if the text has no such table.
 */
export function withLessonTable(readme: string, lessons: readonly Lesson[]): string {
  const start = readme.indexOf(head)
  if (start === -1) {
    throw new Error(`Cannot write the lesson table: expected the line ${head.split('\n')[0]}`)
  }
  const rows = start + head.length
  const [old = ''] = /^(?:\|.*\n)*/u.exec(readme.slice(rows)) ?? []
  return readme.slice(0, rows) + tableRows(lessons) + readme.slice(rows + old.length)
}

function tableRows(lessons: readonly Lesson[]): string {
  return [...Map.groupBy(lessons, ({ part }) => part)]
    .flatMap(([part, own]) => [
      `| | **${part}** | | |\n`,
      ...own.map(
        ({ number, title, folder, idea, minutes }) =>
          `| ${number} | [${title}](lessons/${folder}/README.md) | ${idea} | ${minutes} |\n`,
      ),
    ])
    .join('')
}
