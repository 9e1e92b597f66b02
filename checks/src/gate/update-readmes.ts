import { findHouse, findLessons } from '@overlap/course'
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../root.ts'
import { readScripts } from './command-line.ts'
import { renewOutputs } from './renew-outputs.ts'
import { commandRunner } from './run-command.ts'
import { openScratchCourse } from './scratch-course.ts'

// `npm run update-readmes`: writes what the commands in the READMEs print now below them.

using scratch = openScratchCourse(findLessons(findHouse(root)))
const run = commandRunner(scratch.root)
const scripts = readScripts()

for (const file of globSync(['README.md', 'lessons/*/README.md'], { cwd: root }).toSorted()) {
  const before = readFileSync(join(root, file), 'utf8')
  const after = await renewOutputs(before, scripts, run)
  if (after !== before) {
    writeFileSync(join(root, file), after)
    console.log(`Brought up to date: ${file}`)
  }
}
