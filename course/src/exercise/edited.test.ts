import { execFileSync } from 'node:child_process'
import { appendFileSync, copyFileSync } from 'node:fs'
import path from 'node:path'
import { beforeEach, expect, test, vi } from 'vitest'
import { makeHouse } from '../../test/house.ts'
import type { House } from '../house.ts'
import { findLessons } from '../lessons/find.ts'
import type { Lesson } from '../lessons/lesson.ts'
import { adviseOnEdits } from './edited.ts'
import { exerciseFile, makeExercise } from './exercise.ts'

beforeEach(() => {
  vi.stubEnv('npm_config_user_agent', 'npm/11')
})

function commitAll({ root }: House): void {
  const git = (...words: string[]): unknown =>
    execFileSync('git', ['-C', root, ...words], {
      stdio: 'ignore',
      env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' },
    })
  git('init')
  git('add', 'lessons')
  git('-c', 'user.name=t', '-c', 'user.email=t@example.com', 'commit', '-m', 'Ship')
}

function open(withGit: boolean): { house: House; lesson: Lesson; edit: (name: string) => void } {
  const house = makeHouse()
  if (withGit) commitAll(house)
  const [lesson] = findLessons(house)
  const edit = (name: string): void =>
    appendFileSync(path.join(lesson!.dir, name), `// edited ${name}\n`)
  return { house, lesson: lesson!, edit }
}

test.each([
  ['in a git clone', true, 'git restore'],
  ['without git', false, 'from a fresh download'],
])('notices an edited starter and an edited solution %s', (_, withGit, remedy) => {
  const { house, lesson, edit } = open(withGit)
  makeExercise(lesson)
  expect(adviseOnEdits(house, lesson)).toEqual([])
  edit('starter.ts')
  edit('backstage/solution.ts')
  edit('exercise.ts')
  const advice = adviseOnEdits(house, lesson)
  const named = advice.map((text) => /You edited (\S+)\. /.exec(text)?.[1])
  expect(named).toHaveLength(2)
  expect(named).toEqual(expect.arrayContaining(['backstage/solution.ts', 'starter.ts']))
  for (const text of advice) expect(text).toContain(remedy)
  expect(advice.find((text) => text.includes('edited starter.ts.'))).toMatch(/npm run reset 1 /)
})

test('says that nothing is lost when the exercise holds what the starter holds', () => {
  const { house, lesson, edit } = open(true)
  edit('starter.ts')
  copyFileSync(path.join(lesson.dir, 'starter.ts'), exerciseFile(lesson))
  expect(adviseOnEdits(house, lesson)[0]).toContain('nothing is lost')
})
