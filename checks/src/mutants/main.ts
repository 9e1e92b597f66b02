import { findHouse, findLessons, pickLesson, startRunner } from '@overlap/course'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { readLessonFiles } from '../gate/lesson-files.ts'
import { root } from '../root.ts'
import { readExcuses } from './excuses.ts'
import { judgeExcuses, judgeSurvivors } from './judge-mutants.ts'
import { makeMutants } from './make-mutants.ts'
import { reportLines } from './mutant-report.ts'
import { tryMutants } from './try-mutants.ts'

// `npm run mutants -- 9` runs every mutant of a lesson's solution through the lesson's whole check.

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    all: { type: 'boolean', default: false },
    alone: { type: 'boolean', default: false },
  },
})

if (positionals.length === 0) {
  console.log('usage: npm run mutants -- [--all] [--alone] LESSON…')
  console.log('  --all    also list the killed mutants, with the message that a learner would see')
  console.log('  --alone  give each mutant a thread of its own (slower)')
  process.exitCode = 2
}

// Guarded loops end by themselves, so only a very busy machine reaches this limit.
using runner = startRunner({ root, stepTimeoutMs: 120_000 })
const lessons = findLessons(findHouse(root))
for (const name of positionals) {
  const lesson = pickLesson(lessons, name)
  const { equivalent } = readLessonFiles(lesson)
  const excuses = readExcuses(equivalent)
  const mutants = await makeMutants(readFileSync(join(lesson.backstage, 'solution.ts'), 'utf8'))
  const tried = await tryMutants(lesson, mutants, runner, { sharesThreads: !values.alone })
  console.log(reportLines(lesson.folder, tried, excuses, values.all).join('\n'))
  const claims = [...judgeSurvivors(tried, excuses), ...judgeExcuses(tried, excuses)]
  if (claims.some(({ holds }) => !holds)) process.exitCode = 1
}
