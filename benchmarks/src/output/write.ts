import { readFile, writeFile } from 'node:fs/promises'
import { compareReports } from '../report/compare.ts'
import { reportCsv } from '../report/csv.ts'
import type { Report } from '../report/report.ts'
import { NotAReportError, parseSaved, reportJson, type SavedReport } from '../report/saved.ts'
import { reportText } from '../report/text.ts'
import type { OutputFlags } from './flags.ts'
import { UsageError } from './usage-error.ts'

/**
 * Reads the report that `--compare` names. It is read before anything is measured, because that may take minutes.
 *
 * @throws {UsageError} if the file cannot be read, or holds no report.
 */
export async function readOld({ compare }: OutputFlags): Promise<SavedReport | undefined> {
  if (compare === undefined) return undefined
  try {
    return parseSaved(await readFile(compare, 'utf8'), compare)
  } catch (error) {
    if (error instanceof NotAReportError) throw new UsageError(error.message, { cause: error })
    throw new UsageError(`Cannot read ${compare}: ${(error as Error).message}`, { cause: error })
  }
}

/**
 * Prints a report, and writes the files that the flags ask for.
 *
 * @param width - How many columns the terminal has.
 * @returns What to print on stdout.
 * @throws {UsageError} if a file cannot be written.
 */
export async function writeReport(
  report: Report,
  flags: OutputFlags,
  { old, width }: { readonly old: SavedReport | undefined; readonly width: number },
): Promise<string> {
  const compared =
    old === undefined
      ? report
      : {
          ...report,
          sections: [...report.sections, compareReports(old, report, String(flags.compare))],
        }
  if (flags.save !== undefined) await write(flags.save, reportJson(report))
  if (flags.html !== undefined) {
    const { reportHtml } = await import('../report/html.ts')
    await write(flags.html, reportHtml(compared))
  }
  if (flags.svg !== undefined) {
    const { reportSvg } = await import('../report/svg.ts')
    const svg = reportSvg(report)
    if (svg === undefined) throw new UsageError('Cannot write --svg: this benchmark has no charts.')
    await write(flags.svg, svg)
  }
  if (flags.json === true) return reportJson(compared)
  if (flags.csv === true) return reportCsv(report)
  return `${reportText(compared, width)}\n`
}

async function write(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text)
    console.error(`Wrote ${file}`)
  } catch (error) {
    throw new UsageError(`Cannot write ${file}: ${(error as Error).message}`, { cause: error })
  }
}
