import type { AnswerRequest, AnswerRunner, Step } from '@overlap/course'
import { expect, test } from 'vitest'
import { writeSampleLesson } from '../gate/sample-lesson.ts'
import { mutantOf, type Mutant } from './mutant.ts'
import { stepsThatReach } from './steps-that-reach.ts'

const solution = 'export const f = (a: boolean) => a ? one() : two()\nconst start = 0\n'
// The places are: the body of the function, `one()` and `two()`.
const reachedBy = { 'asks for one': [0, 1], 'asks for two': [0, 2], 'asks for neither': [] }

const changed = (was: string, is: string): Mutant => {
  const from = solution.indexOf(was)
  return mutantOf(solution, { mutator: 'Any', from, to: from + was.length, is })
}

/** A runner in which the steps reach the places above. */
function fakeRunner(passed = true): AnswerRunner & { readonly asked: AnswerRequest[] } {
  const asked: AnswerRequest[] = []
  return {
    asked,
    run(requests) {
      asked.push(...requests)
      const steps = Object.entries(reachedBy).map(([title, reached]): Step => {
        return { title, reached, level: 'task', state: passed ? 'passed' : 'failed' }
      })
      const verdict = { lesson: '23', answer: 'solution', passed, steps, output: [] }
      return Promise.resolve(requests.map(() => verdict))
    },
    [Symbol.dispose]() {},
  }
}

test('only the steps that reach the place of a mutant can tell it from the solution', async () => {
  using sample = writeSampleLesson()
  const runner = fakeRunner()
  const stepsFor = await stepsThatReach(sample.lesson(), solution, runner, { draws: 1 })
  expect(stepsFor(changed('one()', '1'))).toEqual(['asks for one'])
  expect(stepsFor(changed('two()', '2'))).toEqual(['asks for two'])
  expect(stepsFor(changed('a ?', '!a ?'))).toEqual(['asks for one', 'asks for two'])
  expect(runner.asked).toHaveLength(1)
})

test('any step may notice what changes outside of all functions', async () => {
  using sample = writeSampleLesson()
  const stepsFor = await stepsThatReach(sample.lesson(), solution, fakeRunner(), {})
  expect(stepsFor(changed('start = 0', 'start = 1'))).toBeUndefined()
})

test('nothing is known if the marked solution does not pass', async () => {
  using sample = writeSampleLesson()
  const stepsFor = await stepsThatReach(sample.lesson(), solution, fakeRunner(false), {})
  expect(stepsFor(changed('one()', '1'))).toBeUndefined()
})
