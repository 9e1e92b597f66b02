import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { expect, test } from 'vitest'
import { commandRunner, twoAtATime } from './run-command.ts'
import { writeSampleLesson } from './sample-lesson.ts'
import { openScratchCourse } from './scratch-course.ts'

test('a scratch course holds the lessons, and not the learner’s work', () => {
  using sample = writeSampleLesson()
  writeFileSync(join(sample.dir, 'exercise.ts'), 'export const mine = 1')
  mkdirSync(join(sample.dir, 'node_modules/vitest'), { recursive: true })
  const scratch = openScratchCourse([sample.lesson()])
  const copy = join(scratch.root, 'lessons/23-sample')
  expect(existsSync(join(copy, 'backstage/wrong/first.ts'))).toBe(true)
  const starter = readFileSync(join(sample.dir, 'starter.ts'), 'utf8')
  expect(readFileSync(join(copy, 'exercise.ts'), 'utf8')).toBe(starter)
  expect(existsSync(join(copy, 'node_modules/vitest'))).toBe(true)

  scratch[Symbol.dispose]()
  expect(existsSync(scratch.root)).toBe(false)
  expect(existsSync(join(sample.dir, 'node_modules/vitest'))).toBe(true)
})

test('a command sees the scratch course, virtual time and no terminal', async () => {
  using run = commandRunner(join(sep, 'scratch'))
  const script =
    'const { OVERLAP_ROOT, OVERLAP_VIRTUAL } = process.env; console.log(OVERLAP_ROOT, OVERLAP_VIRTUAL, process.stdout.isTTY)'
  const { stdout } = await run(`node -e "${script}"`)
  expect(stdout).toBe(`${join(sep, 'scratch')} 1 undefined\n`)
})

test('a command prints the paths of the repository', async () => {
  using run = commandRunner(join(sep, 'scratch'))
  const { stdout } = await run(`node -p "process.env.OVERLAP_ROOT + '/lessons/x/README.md'"`)
  expect(stdout).toBe('lessons/x/README.md\n')
})

test('a command that comes again is not run again', async () => {
  using run = commandRunner(join(sep, 'scratch'))
  const line = `node -p "process.pid"`
  expect(await run(line)).toBe(await run(line))
})

test('at most two commands run at a time, and their results keep the order', async () => {
  let running = 0
  let most = 0
  const results = await twoAtATime([1, 2, 3, 4], async (n) => {
    most = Math.max(most, ++running)
    await Promise.resolve()
    running--
    return n * 10
  })
  expect({ most, results }).toEqual({ most: 2, results: [10, 20, 30, 40] })
})
