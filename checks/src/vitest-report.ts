import type { PartResult } from './part.ts'

/** The part of Vitest's JSON report that is used here. */
interface Report {
  readonly testResults: readonly {
    readonly status: string
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[]
  }[]
}

/**
 * Counts the tests in a report of Vitest's JSON reporter.
 *
 * A file that cannot be loaded counts as one failure. So does an error outside all tests, after
 * which Vitest ends with a code other than 0.
 *
 * @throws {SyntaxError} if the report is not JSON.
 */
export function readReport(json: string, code: number): Omit<PartResult, 'output'> {
  const { testResults } = JSON.parse(json) as Report
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults)
  const withStatus = (wanted: string): number =>
    tests.filter(({ status }) => status === wanted).length
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
