import { expect, test } from 'vitest'
import type { Claim } from '../gate/claim.ts'
import type { Excuse } from './excuses.ts'
import { countsOf, countsText, judgeExcuses, judgeSurvivors } from './judge-mutants.ts'
import type { Fate, TriedMutant } from './try-mutants.ts'

const tried = (is: string, fate: Fate): TriedMutant => ({
  mutant: { mutator: 'Any', from: 0, to: 3, line: 7, was: ['a()'], is: [is], text: is },
  fate,
  message: '',
})

const excuse = (is: string, reason = 'It changes nothing.'): Excuse => ({ was: 'a()', is, reason })

const problemsOf = (claims: readonly Claim[]): string[] =>
  claims.filter(({ holds }) => !holds).map(({ problem }) => problem)

test('a survivor fails, with its place and the change', () => {
  const [problem, ...others] = problemsOf(
    judgeSurvivors([tried('b()', 'survived'), tried('c()', 'named')], []),
  )
  expect(problem).toMatch(/^backstage\/solution\.ts:7 [^]+\n- a\(\)\n\+ b\(\)$/)
  expect(others).toEqual([])
})

test('a survivor with an excuse holds', () => {
  const list = [excuse('b()')]
  expect(problemsOf(judgeSurvivors([tried('b()', 'survived')], list))).toEqual([])
  expect(problemsOf(judgeExcuses([tried('b()', 'survived')], list))).toEqual([])
})

test('an excuse fails that is about nothing, or about a mutant that is caught', () => {
  const [first, second, ...others] = problemsOf(
    judgeExcuses([tried('b()', 'named')], [excuse('b()'), excuse('c()')]),
  )
  expect(first).toMatch(/does not exist, or that the check catches:\n- a\(\)\n\+ b\(\)$/)
  expect(second).toMatch(/\n\+ c\(\)$/)
  expect(others).toEqual([])
})

test('an excuse without a reason fails', () => {
  expect(problemsOf(judgeExcuses([tried('b()', 'survived')], [excuse('b()', '')]))).toEqual([
    'backstage/equivalent.md has no reason below this change:\n- a()',
  ])
})

test('19 of 20 killed mutants need a diagnosis', () => {
  const named = Array.from({ length: 19 }, (_, i) => tried(`${i}`, 'named'))
  expect(problemsOf(judgeExcuses([...named, tried('b()', 'unnamed')], []))).toEqual([])
  const [problem] = problemsOf(
    judgeExcuses([...named, tried('b()', 'unnamed'), tried('c()', 'endless')], []),
  )
  expect(problem).toMatch(/^19 of 21 mutants get a diagnosis: expected 95 % or more/)
})

test('counts what became of mutants', () => {
  const all = [
    tried('b()', 'survived'),
    tried('c()', 'survived'),
    tried('d()', 'named'),
    tried('e()', 'unnamed'),
    tried('f()', 'endless'),
  ]
  expect(countsText(countsOf(all, [excuse('c()')]))).toBe(
    '5 mutants: 3 killed (1 with a diagnosis, 1 endless), 2 survived (1 excused)',
  )
})
