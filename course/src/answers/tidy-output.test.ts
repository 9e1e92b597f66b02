import { expect, test } from 'vitest'
import { tidyOutput } from './tidy-output.ts'

test('keeps the message, the frames of the lesson, and what the error holds', () => {
  expect(
    tidyOutput(
      [
        'late at 12:30:00',
        'TypeError: fetch failed',
        '    at refuse (/course/mock-server/src/mount/answer.ts:12:9)',
        '    at load (/course/lessons/01-first/exercise.ts:4:20)',
        '    at async Promise.all (index 0)',
        '    at new Promise (<anonymous>)',
        '    at process.processTicksAndRejections (node:internal/process/task_queues:104:5) {',
        '  [cause]: Error: connect ECONNREFUSED',
        '      at connect (file:///course/mock-server/src/a.ts:1:1) {',
        "    code: 'ECONNREFUSED'",
        '  }',
        '}',
      ],
      '/course/lessons/01-first',
    ),
  ).toEqual([
    'late at 12:30:00',
    'TypeError: fetch failed',
    '    at load (/course/lessons/01-first/exercise.ts:4:20) {',
    '  [cause]: Error: connect ECONNREFUSED {',
    "    code: 'ECONNREFUSED'",
    '  }',
    '}',
  ])
})

test('knows a folder of Windows', () => {
  const own = '    at load (C:\\course\\lessons\\01-first\\exercise.ts:4:20)'
  const lines = [own, '    at refuse (C:\\course\\mock-server\\src\\answer.ts:12:9)']
  expect(tidyOutput(lines, 'C:\\course\\lessons\\01-first')).toEqual([own])
})

test('drops coloured frames, and those of the check', () => {
  const grey = (text: string): string => `\u001B[90m${text}\u001B[39m`
  const own = `    at load ${grey('(/course/lessons/01-first/')}exercise.ts:4:20${grey(')')}`
  const lines = [
    own,
    grey('    at fetch (/course/.overlap/cache/worker/index-1.mjs:1:2)'),
    grey('    at process.processTicksAndRejections (node:internal/process/task_queues:104:5)'),
    '    at leaves (/course/lessons/01-first/backstage/play.ts:8:2)',
  ]
  expect(tidyOutput(lines, '/course/lessons/01-first')).toEqual([own])
})

test('keeps the three innermost frames of each error', () => {
  const frames = [1, 2, 3, 4, 5].map(
    (n) => `    at again (/course/lessons/01-first/exercise.ts:${n}:1)`,
  )
  const lines = ['Error: one', ...frames, 'Error: two', ...frames]
  const kept = frames.slice(0, 3)
  expect(tidyOutput(lines, '/course/lessons/01-first')).toEqual([
    'Error: one',
    ...kept,
    'Error: two',
    ...kept,
  ])
})
