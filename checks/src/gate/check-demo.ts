import { codeOf } from '@overlap/mock-server/stage'
import { fewestCodeLines, mostCodeColumns, mostCodeLines, mostPredictions } from './anatomy.ts'
import { type Claim, claim } from './claim.ts'
import type { LessonFiles } from './lesson-files.ts'
import { sectionsOf } from './markdown.ts'
import { oneLine } from './words.ts'

/** The result of a demo, as `course run --json` prints it. */
export interface PlayedDemo {
  readonly answers: readonly { readonly question: string }[]
  readonly acts: readonly { readonly title: string }[]
}

/** Checks that a demo asks the README's questions, and shows the code of each act. */
export function checkDemo(
  { demo, readme }: Pick<LessonFiles, 'demo' | 'readme'>,
  { answers, acts }: PlayedDemo,
): Claim[] {
  const asked = answers.map(({ question }) => plain(question))
  const written = listOf(sectionsOf(readme).find(({ title }) => title === 'Predict')?.text ?? '')
  return [
    claim(
      asked.length >= 1 && asked.length <= mostPredictions,
      `demo.ts asks ${asked.length} questions (\`predict\`): expected 1 to ${mostPredictions}`,
    ),
    claim(
      asked.join('\n') === written.map(plain).join('\n'),
      `README.md, "Predict", asks other questions than demo.ts: its numbered list has\n` +
        `${indented(written)}\n  and \`predict\` has\n${indented(asked)}`,
    ),
    ...acts.flatMap(({ title }) => checkCode(title, codeOf(demo, title))),
  ]
}

function checkCode(title: string, lines: readonly string[]): Claim[] {
  const tooLong = lines.filter((line) => line.length > mostCodeColumns)
  return [
    claim(
      lines.length >= fewestCodeLines && lines.length <= mostCodeLines,
      `demo.ts, act "${title}": the function written after the title has ${lines.length} lines: ` +
        `expected ${fewestCodeLines} to ${mostCodeLines}, shown above the picture`,
    ),
    claim(
      tooLong.length === 0,
      `demo.ts, act "${title}": a line of its code is longer than ${mostCodeColumns} columns, ` +
        `so a terminal of 80 columns would wrap it: ${tooLong[0]}`,
    ),
  ]
}

/** The items of the numbered list in a text. */
function listOf(text: string): string[] {
  return text
    .split(/^(?=\d+\. )/mu)
    .slice(1)
    .map((item) => oneLine((item.split(/\n\s*\n/u)[0] ?? '').replace(/^\d+\. /u, '')))
}

/** The text on one line and without emphasis. */
function plain(text: string): string {
  return oneLine(text).replaceAll(/(?<!\w)[*_]+|[*_]+(?!\w)/gu, '')
}

function indented(lines: readonly string[]): string {
  return lines.map((line) => `    ${line}`).join('\n')
}
