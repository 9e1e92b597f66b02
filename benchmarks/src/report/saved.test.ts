import { expect, test } from 'vitest'
import { reportCsv } from './csv.ts'
import { sampleReport } from './sample.ts'
import { figuresOf, NotAReportError, parseSaved, reportJson } from './saved.ts'

test('a saved report keeps every figure with its rounds', () => {
  const report = sampleReport()
  const read = figuresOf(parseSaved(reportJson(report), 'x'))
  expect(read).toEqual(figuresOf(report))
  expect(read.size).toBe(7)
})

test.each([
  ['no JSON', 'oops', /^old\.json is not JSON: /u],
  ['another JSON', '{"command":1}', /^old\.json is not a report that .* wrote: at command, /u],
  ['no object', '3', /at the top, /u],
])('refuses %s', (_, text, message) => {
  const read = () => parseSaved(text, 'old.json')
  expect(read).toThrow(NotAReportError)
  expect(read).toThrow(message)
})

test('CSV has a line for each figure, and quotes what has a comma', () => {
  const report = sampleReport()
  const sections = [{ ...report.sections[1]!, title: 'A "b", c' }]
  expect(reportCsv({ ...report, sections }).split('\r\n')).toEqual([
    'section,row,column,value,unit,min,max,rounds',
    '"A ""b"", c",1 in flight,speed-up,1,ratio,0.9,1.1,3',
    '"A ""b"", c",1 in flight,theory,1,ratio,,,',
    '"A ""b"", c",2 in flight,speed-up,2,ratio,1,3,3',
    '"A ""b"", c",2 in flight,theory,2,ratio,,,',
    '',
  ])
})
