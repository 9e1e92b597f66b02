import { expect, test } from 'vitest'
import { memorySection } from './memory.ts'
import { timeSection } from './time.ts'

test('shows the time of a task, and its ratio to mapPool by rounds that belong together', () => {
  const { table, notes } = timeSection(
    new Map([
      ['mapPool', [100, 200, 100]],
      ['p-map', [400, 600, 300]],
    ]),
    'With p-map 7.',
  )
  expect(table!.columns.map(({ head }) => head)).toEqual(['tasks', 'a task', '÷ mapPool'])
  const [ours, theirs] = table!.rows
  expect(ours!.cells[2]).toEqual({ value: 1, unit: 'ratio', rounds: [1, 1, 1] })
  expect(theirs!.cells[1]).toEqual({ value: 400, unit: 'ns', rounds: [400, 600, 300] })
  expect(theirs!.cells[2]).toEqual({ value: 3, unit: 'ratio', rounds: [4, 3, 3] })
  expect(notes).toEqual([
    'With p-map 7.',
    'mapPool takes 0.33 (0.25–0.33) of the time of p-map. At most 0.50 is wanted: reached.',
  ])
})

test('says if mapPool takes longer than is wanted', () => {
  const { notes } = timeSection(
    new Map([
      ['mapPool', [300]],
      ['p-map', [400]],
    ]),
    'With p-map 7.',
  )
  expect(notes).toEqual([
    'With p-map 7.',
    'mapPool takes 0.75 of the time of p-map. At most 0.50 is wanted: missed.',
  ])
})

test('shows the heap of a task in bytes, and the peak of the process in megabytes', () => {
  const { title, table } = memorySection(new Map([['p-limit', { heap: [800], peak: [200e6] }]]))
  expect(title).toBe('Memory of 100,000 waiting tasks')
  expect(table!.rows).toEqual([
    {
      name: 'p-limit',
      cells: [
        { value: 800, unit: 'B', rounds: [800] },
        { value: 200, unit: 'MB', rounds: [200] },
      ],
    },
  ])
})
