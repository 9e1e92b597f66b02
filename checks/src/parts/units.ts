import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Part, PartResult } from '../part.ts'
import { readReport } from '../vitest-report.ts'
import { runTool, tools } from '../program.ts'

/** Adds a failure if the tests left files in the temporary folder. */
export function withLeftovers(result: PartResult, names: readonly string[]): PartResult {
  if (names.length === 0) return result
  const left = `The tests left files in the temporary folder: ${names.join(', ')}.`
  return { ...result, failed: result.failed + 1, output: `${result.output}\n${left}\n` }
}

/** Runs the unit tests. `npm test -- units trace` runs those of one folder. */
export const units: Part = {
  name: 'units',
  about: 'vitest',
  async run(filters) {
    const folder = mkdtempSync(join(tmpdir(), 'overlap-units-'))
    const report = join(folder, 'report.json')
    const temp = join(folder, 'temp')
    mkdirSync(temp)
    try {
      const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
      const env = { TMPDIR: temp, TEMP: temp, TMP: temp }
      const { code, output } = await runTool(tools.vitest, [...reporters, ...filters], { env })
      const result = { ...readReport(readFileSync(report, 'utf8'), code), output }
      return result.failed > 0 ? result : withLeftovers(result, readdirSync(temp))
    } catch (error) {
      return {
        passed: 0,
        failed: 1,
        skipped: [],
        output: `The tests wrote no report: ${String(error)}`,
      }
    } finally {
      rmSync(folder, { recursive: true })
    }
  },
}
