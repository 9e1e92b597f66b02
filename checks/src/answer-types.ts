import { findLessons, type House, type Lesson, listAnswers } from '@overlap/course'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'

/**
 * Writes a TypeScript project that type-checks the whole workspace, and each answer against its
 * lesson's solution. A check is written for the solution's types, so it also compiles with an
 * answer whose exports are assignable to them. Leaves out the learner's exercises.
 *
 * @returns Path of the project's tsconfig.json.
 */
export function writeAnswerTypes(house: House): string {
  const dir = join(house.overlapDir, 'types')
  mkdirSync(dir, { recursive: true })
  const files = findLessons(house).map((lesson) => {
    const file = `${lesson.folder}.ts`
    writeFileSync(join(dir, file), answersOf(lesson, dir))
    return file
  })
  const project = join(dir, 'tsconfig.json')
  const config = { extends: slashes(relative(dir, join(house.root, 'tsconfig.json'))), files }
  writeFileSync(project, JSON.stringify(config, null, 2))
  return project
}

/** One statement for each answer; an error in it names the answer's file. */
function answersOf(lesson: Lesson, dir: string): string {
  const pathTo = (file: string): string => slashes(relative(dir, file))
  const answers = [...listAnswers(lesson)].filter(([name]) => name !== 'exercise')
  const names = lesson.exports.map((name) => `'${name}'`).join(' | ')
  return [
    `import type * as solution from '${pathTo(join(lesson.backstage, 'solution.ts'))}'`,
    `type Answer = Pick<typeof solution, ${names}>`,
    ...answers.map(
      ([name, file]) =>
        `;(await import('${pathTo(file)}')) satisfies Answer // ${lesson.folder}, ${name}`,
    ),
    '',
  ].join('\n')
}

function slashes(path: string): string {
  return path.replaceAll('\\', '/')
}
