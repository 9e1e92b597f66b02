import { exact, measured } from './figure.ts'
import type { Report } from './report.ts'

/** A small report of every kind of cell and chart, for tests. */
export function sampleReport(makespanMs = 200): Report {
  return {
    command: 'npm run bench -- sample',
    machine: 'a machine',
    load: 0.25,
    intro: ['A sample.'],
    sections: [
      {
        title: 'Bars',
        intro: ['Two ways.'],
        table: {
          columns: [
            { head: 'makespan', bar: true },
            { head: 'peak', optional: true },
          ],
          rows: [
            { name: 'one after another', cells: [exact(1000, 'ms'), exact(1, 'count')] },
            { name: 'all at once', cells: [exact(makespanMs, 'ms'), undefined] },
          ],
        },
        chart: { kind: 'bars', of: 'makespan', lines: [{ at: 200, label: 'bound' }] },
        notes: ['All at once is faster.'],
      },
      {
        title: 'Lines',
        table: {
          columns: [{ head: 'speed-up' }, { head: 'theory' }, { head: '' }],
          rows: [
            {
              name: '1 in flight',
              cells: [measured([1, 0.9, 1.1], 'ratio'), exact(1, 'ratio'), ''],
            },
            {
              name: '2 in flight',
              cells: [measured([1, 2, 3], 'ratio'), exact(2, 'ratio'), 'knee'],
            },
          ],
        },
        chart: { kind: 'lines', over: 'in flight', of: ['speed-up', 'theory'] },
      },
    ],
  }
}
