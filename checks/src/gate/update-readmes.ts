import { findHouse, findLessons, readCommands } from '@overlap/course'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../root.ts'
import { readCommandLine, readScripts } from './command-line.ts'
import { renewed } from './console-output.ts'
import { commandRunner, type RunCommand } from './run-command.ts'
import { openScratchCourse } from './scratch-course.ts'

// `npm run update-readmes`: writes what the commands in the READMEs print now below them.

/** The text with every output renewed that stands below a command. */
async function renewOutputs(text: string, run: RunCommand): Promise<string> {
  const scripts = readScripts()
  const lines = text.split('\n')
  // From the end, so that the line numbers before stay right.
  for (const { command, output, line } of readCommands(text).toReversed()) {
    const call = readCommandLine(command, scripts)
    if (call === undefined || output === '') continue
    const { stdout } = await run(call.line)
    lines.splice(line, output.split('\n').length, ...renewed(output, stdout).split('\n'))
  }
  return lines.join('\n')
}

const lessons = findLessons(findHouse(root))
using scratch = openScratchCourse(lessons)
const run = commandRunner(scratch.root)
for (const file of [root, ...lessons.map(({ dir }) => dir)].map((dir) => join(dir, 'README.md'))) {
  if (!existsSync(file)) continue
  const before = readFileSync(file, 'utf8')
  const after = await renewOutputs(before, run)
  if (after === before) continue
  writeFileSync(file, after)
  console.log(`brought up to date: ${file}`)
}
