import type { Lesson } from '@overlap/course'
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'

/** A file with one answer to the exercise. */
export interface AnswerFile {
  /** Its name without `.ts`, such as `for-each`. */
  readonly name: string
  readonly text: string
}

/** Everything in a lesson's folder that the gate looks at. A missing file is empty. */
export interface LessonFiles {
  readonly lesson: Lesson
  readonly readme: string
  readonly manifest: string
  readonly demo: string
  readonly starter: string
  readonly solution: string
  readonly check: string
  readonly hints: string
  readonly teach: string
  /** Mutants of the solution that no check can tell from it. */
  readonly equivalent: string
  readonly wrong: readonly AnswerFile[]
  readonly library: readonly AnswerFile[]
}

/** Reads a lesson's folder. */
export function readLessonFiles(lesson: Lesson): LessonFiles {
  const read = (file: string): string =>
    ifThere(() => readFileSync(join(lesson.dir, file), 'utf8'), '')
  return {
    lesson,
    readme: read('README.md'),
    manifest: read('package.json'),
    demo: read('demo.ts'),
    starter: read('starter.ts'),
    solution: read('backstage/solution.ts'),
    check: read('backstage/check.test.ts'),
    hints: read('hints.md'),
    teach: read('backstage/teach.md'),
    equivalent: read('backstage/equivalent.md'),
    wrong: answersIn(join(lesson.backstage, 'wrong')),
    library: answersIn(join(lesson.backstage, 'library')),
  }
}

/** Name and text of each TypeScript file that exists. */
export function allCode(files: LessonFiles): (readonly [string, string])[] {
  return [
    ['demo.ts', files.demo] as const,
    ['starter.ts', files.starter] as const,
    ['backstage/solution.ts', files.solution] as const,
    ['backstage/check.test.ts', files.check] as const,
    ...files.wrong.map(({ name, text }) => [`backstage/wrong/${name}.ts`, text] as const),
    ...files.library.map(({ name, text }) => [`backstage/library/${name}.ts`, text] as const),
  ].filter(([, text]) => text !== '')
}

function answersIn(dir: string): AnswerFile[] {
  return ifThere(() => readdirSync(dir), [])
    .filter((file) => file.endsWith('.ts'))
    .toSorted()
    .map((file) => ({ name: basename(file, '.ts'), text: readFileSync(join(dir, file), 'utf8') }))
}

function ifThere<T>(read: () => T, otherwise: T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return otherwise
    throw error
  }
}
