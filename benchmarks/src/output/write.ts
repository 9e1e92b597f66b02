import { access, constants, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
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
 * Refuses files that can't be written, before anything is measured.
 *
 * @throws {UsageError} if two flags name the same file, or a folder isn't there.
 */
export async function checkFiles({ save, html, svg }: OutputFlags): Promise<void> {
  const files = [save, html, svg].filter((file) => file !== undefined)
  const twice = files.find((file, i) => files.indexOf(file) < i)
  if (twice !== undefined) throw new UsageError(`Two flags name the same file, ${twice}.`)
  for (const file of files) {
    try {
      await access(path.dirname(file), constants.W_OK)
    } catch (error) {
      throw new UsageError(`Cannot write ${file}: ${(error as Error).message}`, { cause: error })
    }
  }
}

/** A report, and the comparison with a saved one. */
export const withComparison = (report: Report, old: SavedReport | undefined, name = ''): Report =>
  old === undefined
    ? report
    : { ...report, sections: [...report.sections, ...compareReports(old, report, name)] }

/** What is printed on stdout. */
export function printed(report: Report, { json, csv }: OutputFlags, width: number): string {
  if (json === true) return reportJson(report)
  return csv === true ? reportCsv(report) : `${reportText(report, width)}\n`
}

/**
 * Writes the files that the flags ask for.
 *
 * @param report - What is saved.
 * @param compared - What is drawn.
 * @throws {UsageError} if a file cannot be written, or there is nothing to draw.
 */
export async function writeFiles(
  report: Report,
  compared: Report,
  { save, html, svg }: OutputFlags,
): Promise<void> {
  if (save !== undefined) await write(save, reportJson(report))
  if (html !== undefined)
    await write(html, (await import('../report/html.ts')).reportHtml(compared))
  if (svg === undefined) return
  const drawing = (await import('../report/svg.ts')).reportSvg(report)
  if (drawing === undefined) throw new UsageError('Cannot write --svg: there are no charts.')
  await write(svg, drawing)
}

async function write(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text)
    console.error(`Wrote ${file}`)
  } catch (error) {
    throw new UsageError(`Cannot write ${file}: ${(error as Error).message}`, { cause: error })
  }
}
