import { readCommands, type Lesson } from '@overlap/course'
import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { root as house } from '../root.ts'

/** Folders and files that affect what every lesson's answers and commands do. */
const foundations = [
  'trace',
  'mock-server',
  'scenarios',
  'course',
  'checks',
  'setup',
  'package.json',
  'pnpm-lock.yaml',
  'tsconfig.base.json',
]

/**
 * Makes a function that returns a lesson's key. Two keys are equal only if everything that affects
 * the gate's report on the lesson is equal: the files of the lesson, the code of the lessons that it
 * depends on, the folders that it imports from, the benchmarks if its README runs one, the installed
 * packages, Node, and what a command may say about other lessons. The learner's exercises do not count.
 *
 * Reads the foundations once, in about 0.1 s.
 */
export function lessonKeys(lessons: readonly Lesson[]): (lesson: Lesson) => string {
  const base = createHash('sha256')
    .update(`${process.version} ${process.platform} ${process.arch}\n`)
    .update(JSON.stringify(lessons))
  for (const place of foundations) base.update(hashOf(join(house, place)))
  const known = new Map<string, string>()
  const codeOf = (dir: string): string => {
    const hash = known.get(dir) ?? hashOf(dir, unused)
    known.set(dir, hash)
    return hash
  }
  return (lesson) => {
    const key = base.copy().update(hashOf(lesson.dir))
    for (const dir of withDependencies(lesson, lessons)) key.update(codeOf(dir))
    return key.digest('hex')
  }
}

/**
 * The folders of the lesson and of every lesson that its package.json names, directly or through another. If its
 * README runs a benchmark, also those of the benchmarks, which run the solutions of many lessons.
 */
function withDependencies({ dir }: Lesson, lessons: readonly Lesson[]): Set<string> {
  const found = new Set([dir])
  if (runsBenchmark(dir)) found.add(join(house, 'benchmarks'))
  // Iterating over a set includes the elements that the loop adds.
  for (const place of found) {
    const manifest = textOf(join(place, 'package.json'))
    for (const [, number] of manifest.matchAll(/"@overlap\/lesson-(\d\d)":/gu)) {
      const other = lessons.find((one) => one.number === number)
      if (other !== undefined) found.add(other.dir)
    }
  }
  return found
}

const runsBenchmark = (dir: string): boolean =>
  readCommands(textOf(join(dir, 'README.md'))).some(({ command }) =>
    /^(?:npm|pnpm) run bench\b/u.test(command),
  )

/** The text of a file; empty if there is none. */
const textOf = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '')

/** What other lessons and the benchmarks don't use of a lesson. */
const unused = /(?:^|[\\/])wrong[\\/]|\.md$|\.test\.ts$/u

/** Hash of a file, or of all files in a folder with their names, except those that match `without`. */
function hashOf(place: string, without?: RegExp): string {
  const hash = createHash('sha256')
  const files = statSync(place).isFile()
    ? ['']
    : globSync('**/*', {
        cwd: place,
        exclude: (name) => /(?:^|[\\/])(?:node_modules|dist|exercise\.ts)$/u.test(name),
      })
  for (const file of files.toSorted()) {
    if (without?.test(file) === true) continue
    const path = join(place, file)
    if (statSync(path).isFile()) hash.update(`${file}\n`).update(readFileSync(path)).update('\n')
  }
  return hash.digest('hex')
}
