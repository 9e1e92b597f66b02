import { fewestWrongAnswers } from './anatomy.ts'
import { type Claim, claim } from './claim.ts'
import { readDocTags } from './doc-tags.ts'
import type { AnswerFile, LessonFiles } from './lesson-files.ts'

/** Checks the files of the starter, the solution and the wrong answers, and their doc comments. */
export function checkAnswerFiles(files: LessonFiles): Claim[] {
  const { lesson, starter, solution, wrong, library } = files
  const whole = [
    { name: 'starter', text: starter },
    { name: 'backstage/solution', text: solution },
  ]
  return [
    ...whole.map(({ name, text }) => claim(text !== '', `${name}.ts is missing`)),
    claim(
      wrong.length >= fewestWrongAnswers,
      `backstage/wrong/ has ${wrong.length} answers: expected ${fewestWrongAnswers} or more`,
    ),
    ...wrong.flatMap(checkDocTags),
    ...sameDiagnoses(wrong),
    ...[
      ...whole.filter(({ text }) => text !== ''),
      ...wrong.map(({ name, text }) => ({ name: `backstage/wrong/${name}`, text })),
      ...library.map(({ name, text }) => ({ name: `backstage/library/${name}`, text })),
    ].map(({ name, text }) => checkExports(name, text, lesson.exports)),
  ]
}

function checkDocTags({ name, text }: AnswerFile): Claim[] {
  const { belief, fails, diagnosis } = readDocTags(text)
  const file = `backstage/wrong/${name}.ts`
  return [
    claim(belief !== '', `${file} has no doc comment that says what its author believed`),
    claim(fails !== '', `${file} has no @fails with the title of the step that must catch it`),
    claim(diagnosis !== '', `${file} has no @diagnosis with words of the message that it must get`),
  ]
}

function sameDiagnoses(wrong: readonly AnswerFile[]): Claim[] {
  const byDiagnosis = Map.groupBy(wrong, ({ text }) => readDocTags(text).diagnosis)
  return [...byDiagnosis].map(([diagnosis, answers]) =>
    claim(
      diagnosis === '' || answers.length === 1,
      `backstage/wrong/${answers.map(({ name }) => name).join(' and backstage/wrong/')} have the same @diagnosis ` +
        `"${diagnosis}": expected one for each`,
    ),
  )
}

function checkExports(name: string, text: string, wanted: readonly string[]): Claim {
  const missing = wanted.filter((wantedName) => !exportsName(text, wantedName))
  return claim(missing.length === 0, `${name}.ts does not export ${missing.join(', ')}`)
}

function exportsName(text: string, name: string): boolean {
  const declared = `export (?:declare |default )?(?:async )?(?:abstract )?(?:function\\*?|class|const|let|interface|type) `
  const listed = 'export (?:type )?\\{[^}]*\\b'
  return new RegExp(`^(?:${declared}|${listed})${RegExp.escape(name)}\\b`, 'mu').test(text)
}
