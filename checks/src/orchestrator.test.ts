import { describe, expect, test } from 'vitest'
import { readPartResult } from './part-report.ts'
import { oneCheck, type Part, type PartResult } from './part.ts'
import { runNode } from './program.ts'
import { finalReport, partReport } from './report.ts'
import { runParts } from './run-parts.ts'
import { readReport } from './vitest-report.ts'

const part = (name: string, run: Part['run']): Part => ({ name, about: 'a part', run })
const passing = oneCheck(true, '')

describe('the parts', () => {
  test('run at the same time, as many as there are cores', async () => {
    const secondStarted = Promise.withResolvers<void>()
    const first = part('first', async () => {
      await secondStarted.promise
      return passing
    })
    const second = part('second', () => {
      secondStarted.resolve()
      return Promise.resolve(passing)
    })
    const ended: string[] = []
    await runParts([first, second], {}, (end) => ended.push(end.part.name), 2)
    expect(ended).toEqual(['second', 'first'])
  })

  test('get what comes after the name and whether to check all, and are added up', async () => {
    const seen: unknown[] = []
    const one = part('one', (args, fresh) => {
      seen.push(args, fresh)
      return Promise.resolve({ passed: 3, failed: 1, skipped: ['a browser'], output: 'wrong' })
    })
    const total = await runParts(
      [one, part('two', () => Promise.resolve(passing))],
      { args: ['2'], fresh: true },
      () => {},
    )
    expect(seen).toEqual([['2'], true])
    expect(total).toEqual({ passed: 4, failed: 1, skipped: ['a browser'], output: 'wrong' })
  })

  test('that throw are failed checks, and stop no other', async () => {
    const broken = part('broken', () => Promise.reject(new Error('no such file')))
    const total = await runParts(
      [broken, part('fine', () => Promise.resolve(passing))],
      {},
      () => {},
    )
    expect(total).toMatchObject({ passed: 1, failed: 1 })
    expect(total.output).toContain('no such file')
  })
})

describe('the report', () => {
  const end = (result: PartResult): Parameters<typeof partReport>[0] => {
    return { part: part('lint', () => Promise.resolve(result)), result, tookMs: 1234 }
  }

  test('has one line for a part that passed, and shows what a failing one printed', () => {
    expect(partReport(end({ ...passing, output: 'noise' }))).not.toContain('\n')
    expect(partReport(end(oneCheck(false, 'a.ts: wrong')))).toContain('\n\n    a.ts: wrong\n')
    expect(partReport(end({ ...passing, output: 'noise' }), true)).toContain('noise')
  })

  test('ends with the count alone on its line', () => {
    const last = (text: string): string | undefined => text.split('\n').at(-1)
    expect(last(finalReport({ ...passing, passed: 7 }, []))).toBe('7 passed, 0 failed')
    const skipped = finalReport({ ...passing, failed: 2, skipped: ['in a browser'] }, ['lint'])
    expect(last(skipped)).toBe('1 passed, 2 failed, 1 skipped')
    expect(skipped).toContain('skipped: in a browser\n')
    expect(skipped).toContain('npm test -- lint\n')
  })
})

describe('a part’s own program', () => {
  test('gives its result as its last line', async () => {
    const result = { passed: 2, failed: 0, skipped: [], output: '' }
    const script = `console.log('working'); console.log('${JSON.stringify(result)}')`
    expect(readPartResult(await runNode(['--eval', script]))).toEqual(result)
  })

  test('is one failed check when it breaks down, with what it said', async () => {
    const result = readPartResult(await runNode(['--eval', 'throw new Error("out of paper")']))
    expect(result).toMatchObject({ passed: 0, failed: 1 })
    expect(result.output).toContain('out of paper')
  })

  test('is one failed check when it claims success and ends with an error', async () => {
    const script = `console.log('{"passed":1,"failed":0}'); process.exitCode = 3`
    const result = readPartResult(await runNode(['--eval', script]))
    expect(result).toMatchObject({ passed: 0, failed: 1 })
    expect(result.output).toContain('It ended with code 3.')
  })

  test('is one failed check when it never ends', async () => {
    const ended = await runNode(['--eval', 'setInterval(() => {}, 1e9)'], { limitMs: 200 })
    expect(readPartResult(ended)).toMatchObject({ passed: 0, failed: 1 })
  })
})

describe('the report of the unit tests', () => {
  const report = (...files: { status: string; tests: string[] }[]): string =>
    JSON.stringify({
      testResults: files.map(({ status, tests }) => ({
        status,
        assertionResults: tests.map((status, i) => ({ status, fullName: `test ${i}` })),
      })),
    })

  test('counts every test, and names those that did not run', () => {
    const json = report({ status: 'failed', tests: ['passed', 'failed', 'skipped'] })
    expect(readReport(json, 1)).toEqual({ passed: 1, failed: 1, skipped: ['test 2'] })
  })

  test('counts a file that cannot be loaded', () => {
    expect(readReport(report({ status: 'failed', tests: [] }), 1)).toMatchObject({ failed: 1 })
  })

  test('counts an error outside of all tests', () => {
    expect(readReport(report({ status: 'passed', tests: ['passed'] }), 1)).toMatchObject({
      passed: 1,
      failed: 1,
    })
  })
})
