import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Course } from '../course.ts'
import { compare } from '../demo/compare.ts'
import type { Played } from '../demo/play.ts'
import type { DemoSettings, ExportFiles, NetworkWishes, Prediction } from '../demo/settings.ts'
import { CourseError } from '../errors.ts'
import { offerExercise } from '../exercise/exercise.ts'
import { readIfThere } from '../files.ts'
import { shown } from '../house.ts'
import type { Lesson } from '../lessons/lesson.ts'
import { problemOf } from '../lessons/problem.ts'
import { active } from '../progress/spent.ts'
import type { PredictionRecord } from '../progress/schema.ts'
import { isAsciiOnly } from '../ui/ascii.ts'
import { styleMarkdown } from '../ui/markdown/markdown.ts'
import { plainNumber } from '../ui/lesson-lines.ts'
import { lostTime } from '../ui/lost-time.ts'
import { bold, dim } from '../ui/style.ts'
import { drawingWidth, hasColor, isInteractive, print } from '../ui/terminal.ts'
import { toType } from '../ui/to-type.ts'

/** The flags of `course run`. */
export interface RunFlags extends ExportFiles {
  readonly wishes: NetworkWishes
  readonly json?: boolean
  readonly virtual?: boolean
  readonly predict?: Prediction
}

/**
 * `course run <n>`: prints the problem, asks the demo's questions, plays the demo, compares the predictions
 * with the measurements, and prints what to type next.
 */
export async function run(
  course: Course,
  wanted: string | undefined,
  flags: RunFlags,
): Promise<number> {
  const lesson = await course.pick(wanted, 'run')
  const file = path.join(lesson.dir, 'demo.ts')
  if (!existsSync(file)) {
    throw new CourseError(`Lesson ${lesson.number} has no demo: ${shown(file)} is missing.`)
  }
  if (!flags.json) print(introduction(lesson))
  const played = await course.processes.playDemo(settingsOf(file, flags))
  await course.progress.update(lesson.name, (before) => ({
    ...active(before),
    runs: before.runs + 1,
    predictions: [...before.predictions, ...recordsOf(played)],
  }))
  if (!flags.json) {
    if (played.answers.length > 0) print(`\n${compare(played.answers)}`)
    const late = lostTime(lesson, played.lostMs)
    if (late) print(late)
    print(`\n${afterwards(lesson, played.hasSpread)}`)
  }
  return 0
}

function settingsOf(file: string, flags: RunFlags): DemoSettings {
  const { json = false, virtual = false, wishes, predict, ...files } = flags
  return {
    file,
    wishes,
    virtual: virtual || process.env['OVERLAP_VIRTUAL'] === '1',
    json,
    ask: !json && predict === undefined && isInteractive(),
    ...(predict && { prediction: predict }),
    exports: files,
    color: hasColor(),
    ascii: isAsciiOnly(),
    width: drawingWidth(),
    rows: process.stdout.rows || 24,
  }
}

function recordsOf({ answers }: Played): PredictionRecord[] {
  const at = new Date().toISOString()
  return answers.flatMap(({ act, question, unit, predicted, measured }) =>
    predicted === undefined || measured === undefined
      ? []
      : [{ at, act, question, unit, predicted, measured }],
  )
}

function introduction(lesson: Lesson): string {
  const problem = problemOf(readIfThere(path.join(lesson.dir, 'README.md')) ?? '')
  return [
    '',
    bold(`Lesson ${lesson.number} · ${lesson.title}`),
    '',
    ...(problem === '' ? [] : [styleMarkdown(problem), '']),
  ].join('\n')
}

/** @param hasSpread Whether calls have different latencies. The suggested flag then has a range, too. */
function afterwards(lesson: Lesson, hasSpread: boolean): string {
  const number = plainNumber(lesson)
  return [
    `Read why: ${toType('read', number)}`,
    ...offerExercise(lesson),
    `Check the exercise: ${toType('check', number)}`,
    dim(`Change the network: ${toType('run', number, '--latency', hasSpread ? '200-900' : '500')}`),
    '',
  ].join('\n')
}
