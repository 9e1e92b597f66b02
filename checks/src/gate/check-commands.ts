import type { House, Lesson } from '@overlap/course'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkDemo, type PlayedDemo } from './check-demo.ts'
import { checkCommand, checkDocument } from './check-document.ts'
import type { Claim } from './claim.ts'
import { readCommandLine, readScripts, type Scripts } from './command-line.ts'
import { type Examined, examined } from './gate-report.ts'
import type { LessonFiles } from './lesson-files.ts'
import { commandRunner, type RunCommand, twoAtATime } from './run-command.ts'
import { openScratchCourse } from './scratch-course.ts'

/** Findings about commands, by lesson. The key `undefined` is for the front page. */
export type CommandsExamined = ReadonlyMap<Lesson | undefined, Examined>

/** Checks that each demo runs, and that the commands in READMEs print the output shown there. */
export async function checkCommands(
  { root }: House,
  lessons: readonly Lesson[],
  wanted: readonly LessonFiles[],
  frontPage: boolean,
): Promise<CommandsExamined> {
  using scratch = openScratchCourse(lessons)
  using run = commandRunner(scratch.root)
  const scripts = readScripts()
  const jobs = [...wanted, ...(frontPage ? [undefined] : [])]
  const found = await twoAtATime(jobs, async (files) => {
    const check = (): Promise<Claim[]> =>
      files === undefined ? checkFrontPage(root, scripts, run) : checkLesson(files, scripts, run)
    return [files?.lesson, await examined(check)] as const
  })
  return new Map(found)
}

async function checkLesson(
  files: LessonFiles,
  scripts: Scripts,
  run: RunCommand,
): Promise<Claim[]> {
  const { lesson, demo, readme } = files
  const demoCommand = { command: `npm run lesson ${Number(lesson.number)}`, output: '' }
  return [
    ...(demo === '' ? [] : await checkCommand('demo.ts', demoCommand, scripts, run)),
    ...(demo === '' ? [] : checkDemo(files, await played(files.lesson, scripts, run))),
    ...(await checkDocument({ name: 'README.md', text: readme }, scripts, run)),
  ]
}

async function played({ number }: Lesson, scripts: Scripts, run: RunCommand): Promise<PlayedDemo> {
  const call = readCommandLine(`npm run lesson ${Number(number)} -- --json`, scripts)
  const { code, stdout } = await run(call?.line ?? '')
  return code === 0 ? (JSON.parse(stdout) as PlayedDemo) : { answers: [], acts: [] }
}

function checkFrontPage(root: string, scripts: Scripts, run: RunCommand): Promise<Claim[]> {
  const text = readFileSync(join(root, 'README.md'), 'utf8')
  return checkDocument({ name: 'README.md', text }, scripts, run)
}
