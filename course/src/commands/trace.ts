import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { readJournals, withoutDigests } from '@overlap/trace/program'
import { CourseError } from '../errors.ts'
import { findHouse, ownRoot } from '../house.ts'
import { findLessons } from '../lessons/find.ts'
import { refuseMissingFolders, writeTrace } from '../tracing/exports.ts'
import type { TraceFlags } from '../tracing/flags.ts'
import { preloadUrl } from '../tracing/preload-url.ts'
import { reportLines, type Page } from '../tracing/report.ts'
import { runProgram } from '../tracing/run-program.ts'
import { lateFlagsText, wantedProgram, type WantedProgram } from '../tracing/wanted-program.ts'
import { isAsciiOnly } from '../ui/ascii.ts'
import { shownText } from '../ui/terminal.ts'

/** The most calls that are kept and drawn: the last ones. */
const LIMIT = 10_000

/** `course trace`: runs a program, and then draws its calls on stderr. Its exit code is the program's. */
export async function trace(words: readonly string[], flags: TraceFlags): Promise<number> {
  changeToTypedFolder()
  const wanted = wantedProgram(words)
  const { nodeFlags, file, args } = wanted
  refuseMissingFolders(flags)
  const dir = mkdtempSync(path.join(tmpdir(), 'overlap-trace-'))
  try {
    const { withQueries = false, withHeaders = false } = flags
    const preload = preloadUrl({
      dir,
      withQueries,
      withHeaders,
      limit: LIMIT,
      parent: process.pid,
    })
    return await runProgram([...nodeFlags, '--import', preload, '--', file, ...args], ({ atMs }) =>
      report(wanted, dir, atMs, flags),
    )
  } finally {
    rmSync(dir, { recursive: true, force: true, maxRetries: 3 })
  }
}

/** npm and pnpm run a script in Overlap's folder. The program runs in the folder that the user is in. */
function changeToTypedFolder(): void {
  const typedIn = process.env['INIT_CWD']
  if (typedIn !== undefined && process.cwd() === ownRoot) process.chdir(typedIn)
}

function report(wanted: WantedProgram, dir: string, endedMs: number, flags: TraceFlags): void {
  const { file } = wanted
  const recorded = readJournals({ dir, limit: LIMIT, endedMs })
  const lines = [
    ...reportLines(file, recorded, findLessons(findHouse()), page()),
    ...lateFlagsText(wanted),
  ]
  process.stderr.write(shownText(`\n${lines.join('\n')}\n`))
  try {
    for (const written of writeTrace(file, withoutDigests(recorded.trace), flags)) {
      process.stderr.write(`wrote ${written}\n`)
    }
  } catch (error) {
    if (!(error instanceof CourseError)) throw error
    // The exit code stays the program's.
    process.stderr.write(`${error.message}\n`)
  }
}

/** The terminal of stderr. A file gets a picture of 80 columns. */
function page(): Page {
  const { isTTY, columns, rows } = process.stderr
  const { NO_COLOR, FORCE_COLOR } = process.env
  return {
    columns: Math.min(100, Math.max(40, columns || 80)),
    rows: isTTY ? rows || 24 : Infinity,
    color: NO_COLOR ? false : FORCE_COLOR === undefined ? isTTY : FORCE_COLOR !== '0',
    ascii: isAsciiOnly(),
  }
}
