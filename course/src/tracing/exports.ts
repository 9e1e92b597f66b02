import { existsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { countsToSvg, toHar, toSvg, toTraceEvents, type Trace } from '@overlap/trace'
import { CourseError, messageOf } from '../errors.ts'
import type { TraceFlags } from './flags.ts'
import { formFor } from './form.ts'

/** An image may be taller than a terminal. */
const MOST_ROWS = 200

/**
 * Refuses files in folders that don't exist, before the program runs.
 *
 * @throws {CourseError} if there is one.
 */
export function refuseMissingFolders({ image, har, trace }: TraceFlags): void {
  for (const file of [image, har, trace]) {
    if (file === undefined) continue
    const folder = path.dirname(file)
    if (existsSync(folder)) continue
    throw new CourseError(`Cannot write ${file}: there is no folder ${folder}.`, 2)
  }
}

/**
 * Writes the picture and the trace to the files of the flags. Replaces files, as the demos do.
 *
 * @returns The files.
 * @throws {CourseError} if a file cannot be written.
 */
export function writeTrace(program: string, trace: Trace, flags: TraceFlags): string[] {
  const renderings = [
    [flags.image, () => svgOf(program, trace)],
    [flags.har, () => JSON.stringify(toHar(trace), null, 2)],
    [flags.trace, () => JSON.stringify(toTraceEvents(trace, { process: program }))],
  ] as const
  return renderings.flatMap(([file, render]) => {
    if (file === undefined) return []
    try {
      writeFileSync(file, `${render()}\n`)
    } catch (error) {
      throw new CourseError(`Cannot write ${file}: ${messageOf(error)}`, 1, { cause: error })
    }
    return [file]
  })
}

function svgOf(program: string, trace: Trace): string {
  const title = `The calls of ${program}`
  const form = formFor(trace, MOST_ROWS)
  if (form === 'counts') return countsToSvg(trace, { title })
  return toSvg(trace, { title, maxRows: MOST_ROWS, pack: form })
}
