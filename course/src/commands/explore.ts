import { notice, type Course } from '../course.ts'
import { CourseError } from '../errors.ts'
import { adviseOnEdits } from '../exercise/edited.ts'
import { madeLine, makeExercise } from '../exercise/exercise.ts'
import { exploreInProcess } from '../explore/explore-in-process.ts'
import type { ExploreFlags } from '../explore/flags.ts'
import { outcomeLines } from '../explore/outcome-lines.ts'
import { explorable, findWanted, type Wanted } from '../explore/wanted.ts'
import { noteActivity } from '../progress/spent.ts'
import { isAsciiOnly } from '../ui/ascii.ts'
import { plainNumber } from '../ui/lesson-lines.ts'
import { cyan } from '../ui/style.ts'
import { drawingWidth, hasColor, print } from '../ui/terminal.ts'
import { commandLine, toType } from '../ui/to-type.ts'
import { showWaiting } from '../ui/waiting.ts'

/**
 * `course explore <n>`: runs the learner's exercise, or a file of their own, in every order in which the
 * answers can arrive. Without a name, it lists what can be explored. The exit code is 1 if an order breaks
 * the property.
 */
export async function explore(
  course: Course,
  word: string | undefined,
  flags: ExploreFlags,
): Promise<number> {
  const wanted = await findWanted(course, word)
  if (wanted === undefined) {
    print(listLines(course).join('\n'))
    return 0
  }
  if (wanted.lesson) await prepare(course, wanted.lesson)
  const { orders: maxOrders, ...others } = flags
  const settings = { file: wanted.file, ...others, ...(maxOrders !== undefined && { maxOrders }) }
  const ended = await showWaiting('Exploring …', () => exploreInProcess(settings))
  if (ended.type === 'not-loaded') {
    // Imported only if needed, because its parser takes longer to load than everything else here.
    const { whyNotLoaded } = await import('../explore/why-not-loaded.ts')
    throw new CourseError(whyNotLoaded(wanted, ended.thrown))
  }
  const screen = {
    width: drawingWidth(),
    rows: process.stdout.rows || 24,
    color: hasColor(),
    ascii: isAsciiOnly(),
  }
  for (const line of outcomeLines(wanted, flags, ended, screen)) print(line)
  return ended.failures === 0 ? 0 : 1
}

async function prepare(course: Course, lesson: NonNullable<Wanted['lesson']>): Promise<void> {
  if (makeExercise(lesson)) print(`\n${madeLine(lesson)}`)
  for (const advice of adviseOnEdits(course.house, lesson)) notice(advice)
  await noteActivity(course, lesson)
}

function listLines(course: Course): string[] {
  const lessons = explorable(course)
  const rows = lessons.map((lesson) => {
    const typed = commandLine('explore', plainNumber(lesson))
    return `  ${cyan(typed)}${' '.repeat(Math.max(1, 24 - typed.length))}${lesson.title}`
  })
  return [
    '',
    ...(rows.length === 0
      ? ['No lesson can be explored yet.']
      : ['Run your exercise in every order in which the answers can arrive:', '', ...rows]),
    '',
    `Or a file of yours: ${toType('explore', 'my-file.ts')}`,
    'It exports `network`, `work` and `property`: see mock-server/README.md.',
    '',
  ]
}
