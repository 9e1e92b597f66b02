import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Part } from '../part.ts'
import { readReport } from '../vitest-report.ts'
import { runTool, tools } from '../program.ts'

/** The tests beside the files. `npm test -- units trace` runs those of one folder. */
export const units: Part = {
  name: 'units',
  about: 'vitest',
  async run(filters) {
    const folder = mkdtempSync(join(tmpdir(), 'overlap-units-'))
    const report = join(folder, 'report.json')
    try {
      const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
      const { code, output } = await runTool(tools.vitest, [...reporters, ...filters])
      return { ...readReport(readFileSync(report, 'utf8'), code), output }
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
