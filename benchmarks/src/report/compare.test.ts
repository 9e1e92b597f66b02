import { expect, test } from 'vitest'
import { compareReports } from './compare.ts'
import { exact, measured } from './figure.ts'
import type { Figure, Report } from './report.ts'
import { parseSaved, reportJson } from './saved.ts'

const reportOf = (figure: Figure, command = 'a', machine?: string): Report => ({
  command,
  ...(machine !== undefined && { machine }),
  sections: [
    { title: 'S', table: { columns: [{ head: 'C' }], rows: [{ name: 'R', cells: [figure] }] } },
  ],
})

const compare = (then: Report, now: Report) =>
  compareReports(parseSaved(reportJson(then), 'old.json'), now, 'old.json')

test.each<[string, Figure, Figure, boolean]>([
  ['an exact figure is the same', exact(5, 'ms'), exact(5, 'ms'), false],
  ['an exact figure differs at all', exact(5, 'ms'), exact(5.001, 'ms'), true],
  ['rounds overlap', measured([1, 2, 3], 'ms'), measured([2.9, 4, 5], 'ms'), false],
  ['rounds touch', measured([1, 2, 3], 'ms'), measured([3, 4, 5], 'ms'), false],
  ['all rounds are above the old ones', measured([1, 2, 3], 'ms'), measured([4, 5, 6], 'ms'), true],
  ['all rounds are below the old ones', measured([4, 5, 6], 'ms'), measured([1, 2, 3], 'ms'), true],
  ['there were only two rounds', measured([1, 2], 'ms'), measured([4, 5, 6], 'ms'), false],
  ['there are only two rounds', measured([1, 2, 3], 'ms'), measured([4, 5], 'ms'), false],
])('%s', (_, then, now, isChange) => {
  const sections = compare(reportOf(then), reportOf(now))
  expect(sections.at(-1)?.notes).toEqual([`${isChange ? 1 : 0} of 1 figures changed.`])
  expect(sections.flatMap(({ table }) => table?.rows.map(({ name }) => name) ?? [])).toEqual(
    isChange ? ['R: C'] : [],
  )
})

test('shows both figures and their ratio', () => {
  const [section] = compare(reportOf(exact(4, 'ms')), reportOf(exact(5, 'ms')))
  expect(section?.title).toBe('Compared with old.json: S')
  expect(section?.table?.rows[0]?.cells).toEqual([
    exact(4, 'ms'),
    exact(5, 'ms'),
    exact(1.25, 'ratio'),
  ])
})

test('says what else differs: the command, the machine, and the figures themselves', () => {
  const now = reportOf(exact(1, 'ms'), 'b', 'new machine')
  const old = reportOf(exact(1, 'calls/s'), 'a', 'old machine')
  const other = { ...now, sections: [{ ...now.sections[0]!, title: 'T' }] }
  expect(compare(old, other).at(-1)?.notes).toEqual([
    'No figure of the one report is in the other. Are they of the same benchmark?',
    '1 figures are only in the old report, and 1 only in the new one.',
    'The old report was made by: a',
    'The old report was measured on old machine.',
  ])
})
