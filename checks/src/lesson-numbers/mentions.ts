/** The number and folder by which texts refer to a lesson. */
export interface LessonName {
  /** Two digits, such as `07`. */
  readonly number: string
  /** Number and name, such as `07-first-good-answer`. */
  readonly folder: string
}

const digits = String.raw`\d{1,2}(?!\w|\.\d)`
/** Matches `7`, `06 and 10`, `06, 07 and 10`, also across line breaks. */
const list = String.raw`${digits}(?:(?:,\s+${digits})*\s+(?:and|or|to)\s+${digits})?`
const inProse = new RegExp(
  String.raw`\b(?:lessons?|(?:npm run|pnpm) (?:check|diff|gate|hint|read|reset))\s+${list}`,
  'giu',
)
const inPackageName = /@overlap\/lesson-(?<number>\d\d)/gu
const inPath = /(?<=[/`'"(])(?<folder>\d\d-[a-z]+(?:-[a-z]+)*)\b/gu
const link = /\[[^\]]*\blesson (?<number>\d{1,2})[^\]]*\]\([^)]*?(?<folder>\d\d)-[^)]*\)/giu

/** One sentence for each mention of a missing lesson, and for each link to the wrong lesson. */
export function wrongMentions(text: string, lessons: readonly LessonName[]): string[] {
  const exists = (number: string): boolean =>
    lessons.some((lesson) => lesson.number === number.padStart(2, '0'))
  const prose = [...text.matchAll(inProse)].flatMap(([mention]) =>
    (mention.match(/\d+/gu) ?? [])
      .filter((number) => !exists(number))
      .map((number) => `"${mention}": there is no lesson ${number}`),
  )
  const packages = [...text.matchAll(inPackageName)]
    .filter(({ groups }) => !exists(groups?.['number'] ?? ''))
    .map(([name]) => `${name}: there is no such lesson`)
  const paths = [...text.matchAll(inPath)]
    .filter(([folder]) => !lessons.some((lesson) => lesson.folder === folder))
    .map(([folder]) => `${folder}: there is no such folder in lessons/`)
  const links = [...text.matchAll(link)]
    .filter(({ groups }) => groups?.['number']?.padStart(2, '0') !== groups?.['folder'])
    .map(([wrong]) => `${wrong} leads to another lesson`)
  return [...prose, ...packages, ...paths, ...links]
}

/** The text with every mention of one lesson changed to another number and folder. */
export function withRenamed(text: string, from: LessonName, to: LessonName): string {
  const inTheSameForm = (number: string): string => {
    if (Number(number) !== Number(from.number)) return number
    return number.length === 2 ? to.number : String(Number(to.number))
  }
  return text
    .replaceAll(inProse, (mention) => mention.replaceAll(/\d+/gu, inTheSameForm))
    .replaceAll(inPackageName, (_, number: string) => `@overlap/lesson-${inTheSameForm(number)}`)
    .replaceAll(inPath, (folder) => (folder === from.folder ? to.folder : folder))
}
