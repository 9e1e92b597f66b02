import path from 'node:path'
import { parseAst } from 'vitest/node'
import { readIfThere } from '../files.ts'
import { textOf } from './answer-text.ts'
import { importedFrom, namesOf, type ModuleNames } from './module-names.ts'
import type { Job } from './protocol.ts'
import { exportAdvice } from './export-advice.ts'
import { isLearners, refusal, refusedImport } from './refused-import.ts'
import { placeOf } from './source-frame.ts'
import { syntaxProblem } from './syntax-problem.ts'
import type { Problem } from './verdict.ts'

type Parsed = { readonly names: ModuleNames } | { readonly problem: Problem }

/**
 * Inspects an answer before it is run: whether it parses, and exports what the check imports. A problem
 * found here has a message for learners. Running the answer would only produce a stack trace.
 */
export function inspect(job: Job): Problem | undefined {
  const text = textOf(job)
  const name = path.basename(job.file)
  if (text === undefined) {
    return { kind: 'import', message: `There is no ${name} in ${job.dir}.` }
  }
  const parsed = parse(name, text, job.width)
  if ('problem' in parsed) return parsed.problem
  const { testRunner } = parsed.names
  if (testRunner !== undefined) return importsTestRunner(name, testRunner)
  const refused = refusedIn(job, parsed.names.sources)
  if (refused !== undefined) return refusal(refused)
  return missingExport(job, name, text, parsed.names)
}

// Only for learners' files: our own answers may import each other.
function refusedIn(job: Job, sources: readonly string[]): string | undefined {
  if (!isLearners(job, job.file)) return undefined
  return sources
    .map((source) => refusedImport(job, job.file, source))
    .find((message) => message !== undefined)
}

function importsTestRunner(name: string, source: string): Problem {
  return {
    kind: 'import',
    message:
      `${name} imports "${source}". The check has its own tests, and yours would change how they run. ` +
      'Remove the import and the code that uses it. You can put your own tests into another file.',
  }
}

function parse(name: string, text: string, width?: number): Parsed {
  try {
    return { names: namesOf(parseAst(text, { lang: 'ts' })) }
  } catch (error) {
    const { pos = 0, message } = error as { pos?: number; message: string }
    // An error at the end of the file is shown at the last character that is not white space.
    const place = placeOf(text, Math.min(pos, text.trimEnd().length))
    // The parser's message has a heading, then its sentence, then a drawing of the code.
    return { problem: syntaxProblem(name, text, message.split('\n')[1] ?? message, place, width) }
  }
}

function missingExport(
  job: Job,
  name: string,
  text: string,
  names: ModuleNames,
): Problem | undefined {
  if (names.open) return undefined
  const wanted = wantedNames(job)
  const missing = wanted.filter((wanted) => !names.exported.includes(wanted))
  if (missing.length === 0) return undefined
  const starter = parse('starter.ts', readIfThere(path.join(job.dir, 'starter.ts')) ?? '')
  const shipped = 'names' in starter ? starter.names.exported : []
  return {
    kind: 'missing-export',
    message: [
      `${name} does not export ${missing.join(', ')}.`,
      `The check needs: ${wanted.join(', ')}. starter.ts exports: ${shipped.join(', ')}. ` +
        `${name} exports: ${names.exported.join(', ') || 'nothing'}.`,
      ...new Set(missing.map((missing) => exportAdvice(missing, text, names))),
    ].join('\n'),
  }
}

/** The names that each check imports, by the check's text. Many answers have the same check. */
const namesByCheck = new Map<string, string[]>()

/** The names that a lesson's check imports from the answer. */
export function wantedNames({ dir }: Pick<Job, 'dir'>): string[] {
  const check = readIfThere(path.join(dir, 'backstage/check.test.ts')) ?? ''
  const names = namesByCheck.get(check) ?? namesIn(check)
  namesByCheck.set(check, names)
  return names
}

// A check with a syntax error imports nothing here. Vitest reports the error when it loads the check.
function namesIn(check: string): string[] {
  try {
    return importedFrom(parseAst(check, { lang: 'ts' }), '#lesson')
  } catch {
    return []
  }
}
