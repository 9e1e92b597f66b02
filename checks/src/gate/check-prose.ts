import { problemOf, readCommands, starsHint } from '@overlap/course'
import {
  fewestHints,
  fewestQuestions,
  furtherSection,
  mostFenceColumns,
  mostProblemLetters,
  mostTaskWords,
  readmeSections,
  teachSections,
} from './anatomy.ts'
import { type Claim, claim } from './claim.ts'
import type { LessonFiles } from './lesson-files.ts'
import { codeLines, type Section, sectionsOf } from './markdown.ts'
import { oneLine } from './words.ts'

/** Checks the front matter of README.md and teach.md. */
export function checkFrontMatter({ lesson }: LessonFiles): Claim {
  return claim(lesson.problems.length === 0, lesson.problems.join('; '))
}

/** Checks README.md: the title, and that every section has text. */
export function checkReadme({ readme, lesson }: LessonFiles): Claim[] {
  if (readme === '') return [claim(false, 'README.md is missing')]
  const sections = sectionsOf(readme)
  const textOf = (title: string): string =>
    sections.find((section) => section.title === title)?.text ?? ''
  return [
    claim(
      new RegExp(`^# ${RegExp.escape(lesson.title)}$`, 'mu').test(readme),
      `README.md has no heading "# ${lesson.title}": expected the title of the front matter`,
    ),
    ...checkSections('README.md', sections, readmeSections),
    checkTask(sections),
    checkQuestions(textOf('Explain it')),
    checkProblem(readme),
    checkFolded(textOf('Run it')),
    checkCodeColumns('README.md', readme),
  ]
}

function checkTask(sections: readonly Section[]): Claim {
  const text = sections.find(({ title }) => title === 'Your task')?.text ?? ''
  const prose = text.replaceAll(/^```.*?^```$/gmsu, '')
  const words = prose.split(/\s+/u).filter((word) => /[\p{L}\d]/u.test(word)).length
  return claim(
    words <= mostTaskWords,
    `README.md, "Your task", has ${words} words: expected ${mostTaskWords} or fewer`,
  )
}

/** The number of stars in "Go further": list items that begin with ★. */
export function starsOffered(readme: string): number {
  const text = sectionsOf(readme).find(({ title }) => title === furtherSection)?.text ?? ''
  return text.match(/^- ★/gmu)?.length ?? 0
}

/** Checks that every section of teach.md has text. */
export function checkTeach({ teach }: LessonFiles): Claim[] {
  if (teach === '') return [claim(false, 'backstage/teach.md is missing')]
  return checkSections('backstage/teach.md', sectionsOf(teach), teachSections)
}

/** Checks that hints.md has enough hints, and one for the stars. */
export function checkHints({ hints }: LessonFiles): Claim[] {
  if (hints === '') return [claim(false, 'hints.md is missing')]
  const rungs = sectionsOf(hints).filter(({ text }) => text !== '')
  return [
    claim(
      rungs.length >= fewestHints,
      `hints.md has ${rungs.length} hints (\`## \` headings with text): expected ${fewestHints} or more`,
    ),
    claim(
      rungs.at(-1)?.title === starsHint,
      `hints.md doesn't end with "## ${starsHint}" and its text: \`npm run hint\` shows it to those who have ` +
        'done the task',
    ),
    checkCodeColumns('hints.md', hints),
  ]
}

/** The terminal never wraps code, so it has to fit. */
function checkCodeColumns(file: string, markdown: string): Claim {
  const [wide] = codeLines(markdown).filter(({ text }) => text.length > mostFenceColumns)
  return claim(
    wide === undefined,
    `${file}:${wide?.line} has ${wide?.text.length} columns of code: expected ${mostFenceColumns} ` +
      'or fewer, so that it fits into a terminal of 80 columns',
  )
}

function checkSections(
  file: string,
  sections: readonly Section[],
  wanted: readonly string[],
): Claim[] {
  const found = sections.map(({ title }) => title).filter((title) => wanted.includes(title))
  return [
    ...wanted.map((title) => {
      const section = sections.find((section) => section.title === title)
      if (section === undefined) return claim(false, `${file} has no section "## ${title}"`)
      return claim(section.text !== '', `${file} has nothing in its section "## ${title}"`)
    }),
    claim(
      found.join() === wanted.filter((title) => found.includes(title)).join(),
      `${file} has its sections in another order: expected ${wanted.join(', ')}`,
    ),
  ]
}

/** `course run` prints the problem first, and the questions have to fit on the same screen. */
function checkProblem(readme: string): Claim {
  const { length } = oneLine(problemOf(readme))
  return claim(
    length <= mostProblemLetters,
    `README.md, "The problem": the first paragraph has ${length} characters: expected ` +
      `${mostProblemLetters} or fewer, because \`npm run lesson\` begins with it`,
  )
}

/** The demo's output reveals the answers, so it has to be folded away. */
function checkFolded(text: string): Claim {
  const open = text.replaceAll(/<details>.*?<\/details>/gsu, '')
  return claim(
    readCommands(open).every(({ output }) => output === ''),
    'README.md, "Run it", shows output that is not folded away: put the block into ' +
      '<details><summary>The output</summary> … </details>',
  )
}

/**
 * Each question is a `<details>` element: the question is its `<summary>`, and the answer follows.
 */
function checkQuestions(text: string): Claim {
  const details = /<details>\s*<summary>.+?<\/summary>\s*(?<answer>.*?)<\/details>/gsu
  const answered = [...text.matchAll(details)].filter(({ groups }) => groups?.['answer'])
  return claim(
    answered.length >= fewestQuestions,
    `README.md, "Explain it", has ${answered.length} questions with an answer ` +
      `(<details><summary>question</summary> answer </details>): expected ${fewestQuestions} or more`,
  )
}
