import { expect, test } from 'vitest'
import { exact, figureText } from './figure.ts'
import { sampleReport } from './sample.ts'
import { reportText } from './text.ts'

test('a report is its sections, the machine, and the command that makes it', () => {
  expect(reportText(sampleReport(), 60)).toBe(`\
A sample.

Bars

Two ways.

                                              makespan  peak
one after another  █████████████████████████   1000 ms     1
all at once        █████                        200 ms

All at once is faster.

Lines

                      speed-up  theory
1 in flight   1.00 (0.90–1.10)    1.00
2 in flight  ~2.00 (1.00–3.00)    2.00  knee

Measured on a machine, 0.3 programs busy in the last minute.

$ npm run bench -- sample`)
})

test('leaves out optional columns, but no others, where the terminal is narrow', () => {
  const text = reportText(sampleReport(), 36)
  expect(text).not.toContain('peak')
  expect(text).toContain('one after another  ███████   1000 ms\n')
})

test('a report whose figures are exact names no machine', () => {
  const { machine: _, load: __, ...report } = sampleReport()
  expect(reportText(report, 80)).not.toContain('Measured on')
})

test('a value above 0 has a bar, however small it is', () => {
  const table = {
    columns: [{ head: 'ms', bar: true }],
    rows: [1, 0, 1e6].map((ms) => ({ name: String(ms), cells: [exact(ms, 'ms')] })),
  }
  const [, small, zero] = reportText({ command: '', sections: [{ title: 'x', table }] }, 40)
    .split('\n')
    .slice(2)
  expect(small).toMatch(/^1 +▏ +1\.0 ms$/u)
  expect(zero).toMatch(/^0 +0\.0 ms$/u)
})

test('a value that is printed as 0 has no sign', () => {
  expect(figureText(exact(-0.04, '%'))).toBe('0.0 %')
  expect(figureText(exact(-0.06, '%'))).toBe('-0.1 %')
  expect(figureText(exact(-12, 'ms'))).toBe('-12 ms')
})
