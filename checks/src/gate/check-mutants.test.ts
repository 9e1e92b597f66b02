import type { AnswerRunner, RunOptions, Verdict } from '@overlap/course'
import { expect, test } from 'vitest'
import { checkMutants } from './check-mutants.ts'
import { readLessonFiles, type LessonFiles } from './lesson-files.ts'
import { writeSampleLesson } from './sample-lesson.ts'

const check = `describe('Your task', () => {})\ndescribe('Go further', () => {})\n`
const solution = 'export async function wait(ms: number) {\n  await sleep(ms)\n}\n'
const emptied =
  '```diff\n- export async function wait(ms: number) {\n- await sleep(ms)\n- }\n+ export async function wait(ms: number) {}\n```\n\n'

function lesson(changes: Partial<LessonFiles>): LessonFiles {
  using sample = writeSampleLesson()
  return { ...readLessonFiles(sample.lesson()), check, solution, ...changes }
}

/** Notes how it was asked. Lets a text pass if it does not await, or does nothing. */
function fakeRunner(): AnswerRunner & { readonly asked: (RunOptions & { texts: number })[] } {
  const asked: (RunOptions & { texts: number })[] = []
  return {
    asked,
    run(requests, options = {}) {
      asked.push({ ...options, texts: requests.length })
      const verdicts = requests.map(({ lesson, answer, text = '' }): Verdict => {
        const passed = text.includes('{}') || !text.includes('await')
        const state = passed ? 'passed' : 'failed'
        const diagnosis = passed ? {} : { message: 'Wait.', diagnosis: 'Wait.' }
        const step = { title: 'waits', level: 'task' as const, state, ...diagnosis } as const
        return { lesson, answer, passed, steps: [step], output: [] }
      })
      return Promise.resolve(verdicts)
    },
    [Symbol.dispose]() {},
  }
}

async function problemsOf(files: LessonFiles): Promise<string[]> {
  const found = await checkMutants([files], fakeRunner())
  const claims = found.get(files.lesson)?.claims ?? []
  return claims.filter(({ holds }) => !holds).map(({ problem }) => problem)
}

test('a survivor fails the gate until it is excused', async () => {
  const bare = await problemsOf(lesson({}))
  const isEmptied = (problem: string): boolean =>
    problem.endsWith('+ export async function wait(ms: number) {}')
  expect(bare.filter(isEmptied)).toHaveLength(1)
  const excused = await problemsOf(lesson({ equivalent: `${emptied}Nobody waits.\n` }))
  expect(excused).toEqual(bare.filter((problem) => !isEmptied(problem)))
})

test('an excuse that fits nothing fails the gate', async () => {
  const equivalent = '```diff\n- await pause(ms)\n+ ;\n```\n\nThere was such a line.\n'
  const [bare, other] = [await problemsOf(lesson({})), await problemsOf(lesson({ equivalent }))]
  expect(other).toHaveLength(bare.length + 1)
  expect(other.at(-1)).toMatch(/^backstage\/equivalent\.md excuses a mutant that does not exist/)
})

test('few scenarios are drawn for all mutants, and all scenarios for survivors without an excuse', async () => {
  const runner = fakeRunner()
  const files = lesson({ equivalent: `${emptied}Nobody waits.\n` })
  const found = await checkMutants([files], runner)
  // The first of two runs tells which steps reach which places of the solution.
  const [marked, all, ...more] = runner.asked
  const texts = all?.texts ?? 0
  expect(marked).toEqual({ sharesThreads: true, draws: 1, texts: 1 })
  expect(all).toMatchObject({ sharesThreads: true, draws: 1 })
  expect(texts).toBeGreaterThan(1)
  expect(more).toEqual([
    { sharesThreads: true, draws: 8, texts: 1 },
    { sharesThreads: true, draws: 8, texts: texts - 1 },
    { sharesThreads: true, draws: Infinity, texts: texts - 1 },
  ])
  expect(found.get(files.lesson)?.note).toBe(
    `${texts} mutants: 0 killed (0 with a diagnosis, 0 endless), ${texts} survived (1 excused)`,
  )
})

test('an excused mutant that seemed endless on a busy machine runs again, alone', async () => {
  const calm = fakeRunner()
  const busy: AnswerRunner = {
    ...calm,
    run: async (requests, options = {}) => {
      const verdicts = await calm.run(requests, options)
      const problem = { kind: 'timeout', message: 'It never ended.' } as const
      return options.sharesThreads === true
        ? verdicts.map((verdict) => ({ ...verdict, passed: false, steps: [], problem }))
        : verdicts
    },
  }
  const files = lesson({ equivalent: `${emptied}Nobody waits.\n` })
  const found = await checkMutants([files], busy)
  expect(calm.asked.at(-1)).toEqual({ draws: 1, texts: 1 })
  expect(found.get(files.lesson)?.note).toMatch(/ 1 survived \(1 excused\)$/)
})
