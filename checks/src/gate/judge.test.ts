import { listAnswers, type Verdict } from '@overlap/course'
import { describe, expect, test } from 'vitest'
import { answersOf, judge } from './judge.ts'
import { readLessonFiles, type LessonFiles } from './lesson-files.ts'
import { writeSampleLesson } from './sample-lesson.ts'

type Step = Verdict['steps'][number]

const sends: Step = { title: 'sends every call', level: 'task', state: 'passed' }
const keepsOrder: Step = { title: 'keeps the order', level: 'task', state: 'passed' }
const takesNone: Step = { title: 'takes an empty list', level: 'further', state: 'passed' }
const mixesNone: Step = { title: 'mixes no lists', level: 'further', state: 'passed' }
const failed = (step: Step, message: string): Step => ({
  ...step,
  state: 'failed',
  message,
  diagnosis: message,
})
const notRun = (step: Step): Step => ({ ...step, state: 'not-run' })

const verdict = (answer: string, ...steps: Step[]): Verdict => ({
  lesson: '23',
  answer,
  passed: steps.every(({ level, state }) => level === 'further' || state === 'passed'),
  steps,
  output: [],
})

const wrong = (name: string, fails: string, diagnosis: string): { name: string; text: string } => ({
  name,
  text: `/**\n * Believes.\n *\n * @fails ${fails}\n * @diagnosis ${diagnosis}\n */`,
})

/** A lesson with two wrong answers and one from a library. */
function lesson(): LessonFiles {
  using sample = writeSampleLesson()
  return {
    ...readLessonFiles(sample.lesson()),
    wrong: [
      wrong('for-each', 'sends every call', '`forEach` does not wait'),
      wrong('push', 'keeps the order', 'the order in which they came back'),
    ],
    library: [{ name: 'p-map', text: '' }],
  }
}

const sound = {
  starter: verdict('starter', failed(sends, 'No call was sent.'), notRun(keepsOrder)),
  solution: verdict('solution', sends, keepsOrder, takesNone, mixesNone),
  library: verdict('library-p-map', sends, keepsOrder),
  forEach: verdict(
    'wrong-for-each',
    failed(sends, '`forEach` does not\nwait.'),
    notRun(keepsOrder),
  ),
  push: verdict(
    'wrong-push',
    sends,
    failed(keepsOrder, 'This is the order in which they came back.'),
  ),
}

/** What the gate says when some verdicts are others. */
function problemsWith(changes: Partial<Record<keyof typeof sound, Verdict | undefined>>): string[] {
  const verdicts = Object.values({ ...sound, ...changes }).filter((v) => v !== undefined)
  return judge(lesson(), verdicts).flatMap(({ holds, problem }) => (holds ? [] : [problem]))
}

describe('a lesson’s answers', () => {
  test('are those in its folder, if there is a check to run them', () => {
    using sample = writeSampleLesson()
    const files = readLessonFiles(sample.lesson())
    const names = [
      'starter',
      'solution',
      'wrong-first',
      'wrong-fourth',
      'wrong-second',
      'wrong-third',
    ]
    expect(answersOf(files)).toEqual(names)
    expect(answersOf({ ...files, solution: '' })).not.toContain('solution')
    expect(answersOf(files)).toEqual(
      [...listAnswers(sample.lesson()).keys()].filter((name) => name !== 'exercise'),
    )
    expect(answersOf({ ...files, check: '' })).toEqual([])
  })

  test('hold when the good pass, and each wrong one fails where and as it says', () => {
    expect(problemsWith({})).toEqual([])
  })

  test('fail to hold when the starter passes', () => {
    expect(problemsWith({ starter: verdict('starter', sends, keepsOrder) })).toEqual([
      'starter should fail its check but passes',
    ])
  })

  test('fail to hold when the starter cannot run at all', () => {
    const problem = { kind: 'syntax', message: 'line 3: unexpected }' } as const
    const starter: Verdict = { ...verdict('starter'), passed: false, problem }
    expect(problemsWith({ starter })).toEqual([
      'starter should run and fail a step but cannot be checked: line 3: unexpected }',
    ])
  })

  test('fail to hold when a wrong answer cannot run at all', () => {
    const problem = { kind: 'import', message: 'there is no package lodash' } as const
    const push: Verdict = { ...verdict('wrong-push'), passed: false, problem }
    expect(problemsWith({ push })).toEqual([
      'wrong/push should run and fail a step but cannot be checked: there is no package lodash',
    ])
  })

  test('fail to hold when the solution or a library fails', () => {
    const steps = [sends, failed(keepsOrder, 'expected 1, got 2')]
    expect(
      problemsWith({
        solution: verdict('solution', ...steps, takesNone, mixesNone),
        library: verdict('library-p-map', ...steps),
      }),
    ).toEqual([
      'solution should pass but fails at "keeps the order": expected 1, got 2',
      'library/p-map should pass but fails at "keeps the order": expected 1, got 2',
    ])
  })

  test('fail to hold when a solution passes every step and leaves an error behind', () => {
    const problem = { kind: 'crash', message: 'a rejection was not handled' } as const
    const solution: Verdict = { ...sound.solution, passed: false, problem }
    expect(problemsWith({ solution })).toEqual([
      'solution should pass but fails a rejection was not handled',
    ])
  })

  test('fail to hold when a wrong answer passes', () => {
    expect(problemsWith({ push: verdict('wrong-push', sends, keepsOrder) })).toContain(
      'wrong/push should fail at "keeps the order" but passed every step',
    )
  })

  test('fail to hold when a wrong answer fails at another step', () => {
    const push = verdict('wrong-push', failed(sends, 'One call is missing.'), notRun(keepsOrder))
    expect(problemsWith({ push })).toEqual([
      'wrong/push should fail at "keeps the order" but failed at "sends every call"',
      'wrong/push should get the message "the order in which they came back" but got: One call is missing.',
    ])
  })

  test('fail to hold when a wrong answer gets the words for another', () => {
    const push = verdict(
      'wrong-push',
      sends,
      failed(keepsOrder, 'the order in which they came back, and `forEach` does not wait.'),
    )
    expect(problemsWith({ push })).toEqual([
      'wrong/push should not get the message "`forEach` does not wait": those words belong to wrong/for-each',
    ])
  })

  test('fail to hold when a wrong answer does more harm than it says', () => {
    const problem = { kind: 'endless-loop', message: 'the thread was never given back' } as const
    expect(problemsWith({ push: { ...sound.push, problem } })).toEqual([
      'wrong/push should only fail a step, but: the thread was never given back',
    ])
  })

  describe('with steps that go further', () => {
    const starred = (answer: string, ...failures: Step[]): Verdict =>
      verdict(
        answer,
        sends,
        keepsOrder,
        ...[takesNone, mixesNone].map(
          (step) => failures.find((f) => f.title === step.title) ?? step,
        ),
      )
    const push = wrong('push', 'mixes no lists', 'a list outside of the function')
    const mixes = failed(mixesNone, 'There is a list outside of the function.')
    const judged = (changes: Partial<Record<keyof typeof sound, Verdict>>): string[] => {
      const verdicts = { ...sound, push: starred('wrong-push', mixes), ...changes }
      const readme = '## Go further\n\n- ★ One.\n- ★ Two.\n'
      const files = {
        ...lesson(),
        readme,
        wrong: [wrong('for-each', 'sends every call', ''), push],
      }
      return judge(files, Object.values(verdicts)).flatMap((one) => (one.holds ? [] : one.problem))
    }

    test('hold when a wrong answer fails the star that it names, whatever other stars it fails', () => {
      expect(judged({})).toEqual([])
      const both = starred('wrong-push', failed(takesNone, 'It hangs.'), mixes)
      expect(judged({ push: both })).toEqual([])
    })

    test('fail to hold when it fails another star, whose level is told', () => {
      const other = starred('wrong-push', failed(takesNone, 'It hangs.'))
      expect(judged({ push: other })).toEqual([
        'wrong/push should fail at "mixes no lists" (Go further) but failed at "takes an empty list" (Go further)',
        'wrong/push should get the message "a list outside of the function" but got: It hangs.',
      ])
    })

    test('fail to hold when the solution misses a star', () => {
      expect(judged({ solution: starred('solution', mixes) })).toEqual([
        'solution should pass but fails at "mixes no lists" (Go further): There is a list outside of the function.',
      ])
    })

    test('hold when a library that is for the task alone misses one, and only then', () => {
      const library = starred('library-p-map', mixes)
      expect(judged({ library })).toHaveLength(1)
      const text = '/**\n * Has no state.\n *\n * @level task\n */'
      const readme = '## Go further\n\n- ★ One.\n- ★ Two.\n'
      const files = { ...lesson(), readme, wrong: [], library: [{ name: 'p-map', text }] }
      expect(judge(files, [sound.starter, sound.solution, library]).every((c) => c.holds)).toBe(
        true,
      )
      const worse = { ...library, passed: false }
      expect(judge(files, [sound.starter, sound.solution, worse]).every((c) => c.holds)).toBe(false)
    })
  })

  test('fail to hold when one was not checked', () => {
    expect(problemsWith({ library: undefined })).toEqual([
      expect.stringContaining('library/p-map was not checked'),
    ])
  })
})
