import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { svgOf, type Act } from '@overlap/mock-server/stage'
import { toHar, toTraceEvents } from '@overlap/trace'
import { CourseError, messageOf } from '../errors.ts'
import type { ExportFiles } from './settings.ts'

/**
 * Writes the pictures and the traces of a demo's acts. If there are several acts, each has its own numbered file, such
 * as `out-1.svg` and `out-2.svg`.
 *
 * @returns The paths of the files.
 * @throws {CourseError} if a file cannot be written.
 */
export function writeExports(acts: readonly Act[], files: ExportFiles): string[] {
  return [
    ...writeEach(acts, files.image, svgOf),
    ...writeEach(acts, files.har, ({ trace }) => JSON.stringify(toHar(trace), null, 2)),
    ...writeEach(acts, files.trace, ({ trace }) => JSON.stringify(toTraceEvents(trace))),
  ]
}

function writeEach(
  acts: readonly Act[],
  file: string | undefined,
  render: (act: Act) => string,
): string[] {
  if (file === undefined) return []
  const { dir, name, ext } = path.parse(file)
  return acts.map((act, index) => {
    const target = acts.length === 1 ? file : path.join(dir, `${name}-${index + 1}${ext}`)
    try {
      writeFileSync(target, `${render(act)}\n`)
    } catch (error) {
      throw new CourseError(`Cannot write ${target}: ${messageOf(error)}`, 1, { cause: error })
    }
    return target
  })
}
