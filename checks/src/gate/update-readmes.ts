import { findHouse, findLessons } from '@overlap/course'
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { withLessonTable } from '../lesson-numbers/lesson-table.ts'
import { root } from '../root.ts'
import { readScripts } from './command-line.ts'
import { renewOutputs } from './renew-outputs.ts'
import { commandRunner } from './run-command.ts'
import { openScratchCourse } from './scratch-course.ts'

// `npm run update-readmes` writes the current output of commands into the READMEs, and the lesson
// table into the front page.

const lessons = findLessons(findHouse(root))
using scratch = openScratchCourse(lessons)
using run = commandRunner(scratch.root)
const scripts = readScripts()

for (const file of globSync(['README.md', 'lessons/*/README.md'], { cwd: root }).toSorted()) {
  const before = readFileSync(join(root, file), 'utf8')
  const renewed = await renewOutputs(before, scripts, run)
  const after = file === 'README.md' ? withLessonTable(renewed, lessons) : renewed
  if (after !== before) {
    writeFileSync(join(root, file), after)
    console.log(`Updated ${file}`)
  }
}
