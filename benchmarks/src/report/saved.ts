import * as v from 'valibot'
import type { Figure, Report, Unit } from './report.ts'

const units: readonly Unit[] = ['ms', 'µs', 'ns', 'MB', 'kB', 'B', '%', 'ratio', 'calls/s', 'count']

const figureSchema = v.object({
  value: v.number(),
  unit: v.picklist(units),
  rounds: v.optional(v.array(v.number())),
})

const savedSchema = v.object({
  command: v.string(),
  machine: v.optional(v.string()),
  sections: v.array(
    v.object({
      title: v.string(),
      table: v.optional(
        v.object({
          columns: v.array(v.object({ head: v.string() })),
          rows: v.array(
            v.object({
              name: v.string(),
              cells: v.array(v.nullable(v.union([figureSchema, v.string()]))),
            }),
          ),
        }),
      ),
    }),
  ),
})

/** What a comparison needs of a report that was saved. */
export type SavedReport = v.InferOutput<typeof savedSchema>

/** A file that holds no report. */
export class NotAReportError extends Error {
  override readonly name = 'NotAReportError'
}

/** A report as JSON, for `--json`, `--save` and other programs. */
export const reportJson = (report: Report): string => `${JSON.stringify(report, null, 2)}\n`

/**
 * Reads a report that was saved.
 *
 * @param name - What the text is called in an error: its file.
 * @throws {NotAReportError} if it isn't one.
 */
export function parseSaved(text: string, name: string): SavedReport {
  let data: unknown
  try {
    data = JSON.parse(text)
  } catch (error) {
    throw new NotAReportError(`${name} is not JSON: ${(error as Error).message}`, { cause: error })
  }
  const result = v.safeParse(savedSchema, data)
  if (result.success) return result.output
  const [issue] = result.issues
  const at = v.getDotPath(issue) ?? 'the top'
  throw new NotAReportError(
    `${name} is not a report that \`npm run bench -- --save ${name}\` wrote: at ${at}, ${issue.message}`,
  )
}

/** Every figure of a report, by its place: the titles of its section, row and column. */
export function figuresOf(report: SavedReport | Report): Map<string, PlacedFigure> {
  const all = new Map<string, PlacedFigure>()
  for (const { title, table } of report.sections) {
    for (const { name, cells } of table?.rows ?? []) {
      for (const [i, figure] of cells.entries()) {
        const column = table?.columns[i]?.head
        if (typeof figure !== 'object' || figure === null || column === undefined) continue
        const place = { section: title, row: name, column, figure: figure as Figure }
        all.set(JSON.stringify([title, name, column]), place)
      }
    }
  }
  return all
}

/** A figure, and where its report has it. */
export interface PlacedFigure {
  readonly section: string
  readonly row: string
  readonly column: string
  readonly figure: Figure
}
