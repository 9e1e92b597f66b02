import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Part, PartResult } from '../part.ts'
import { runTool } from '../program.ts'

/** The tests beside the files. `npm test -- units trace` runs those of one folder. */
export const units: Part = {
  name: 'units',
  about: 'vitest',
  async run(filters) {
    const folder = mkdtempSync(join(tmpdir(), 'overlap-units-'))
    const report = join(folder, 'report.json')
    try {
      const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
      const { code, output } = await runTool('vitest', ['run', ...reporters, ...filters])
      return { ...readReport(report, code), output: code === 0 ? '' : output }
    } catch (error) {
      return {
        passed: 0,
        failed: 1,
        skipped: [],
        output: `The tests left no report: ${String(error)}`,
      }
    } finally {
      rmSync(folder, { recursive: true })
    }
  },
}

/** The part of Vitest's JSON report that is used here. */
interface Report {
  readonly testResults: readonly {
    readonly status: string
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[]
  }[]
}

function readReport(path: string, code: number): Omit<PartResult, 'output'> {
  const { testResults } = JSON.parse(readFileSync(path, 'utf8')) as Report
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults)
  const withStatus = (wanted: string): number =>
    tests.filter(({ status }) => status === wanted).length
  // A file that cannot be loaded has no tests, and an error outside of all tests has no place.
  const unloadable = testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((t) => t.status === 'failed'),
  ).length
  const failed = withStatus('failed') + unloadable
  return {
    passed: withStatus('passed'),
    failed: code === 0 ? failed : Math.max(failed, 1),
    skipped: tests
      .filter(({ status }) => status !== 'passed' && status !== 'failed')
      .map(({ fullName }) => fullName),
  }
}
