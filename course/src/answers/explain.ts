import path from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import type { SerializedError } from 'vitest/node'
import { readIfThere } from '../files.ts'
import { likelyCause } from './likely-cause.ts'
import type { Job } from './protocol.ts'
import { frameOf, type Place } from './source-frame.ts'
import { syntaxProblem } from './syntax-problem.ts'
import type { Problem, Step } from './verdict.ts'

/** Why a step failed: the check's own words, or the error of the learner's code and its place. */
export function explainStep(job: Job, error: SerializedError): Pick<Step, 'message' | 'diagnosis'> {
  const { diagnosis, diff } = error
  if (typeof diagnosis === 'string') return { message: error.message, diagnosis }
  const difference = typeof diff === 'string' ? ['', diff] : []
  if (error.name === 'AssertionError') {
    const sentence = error.message.replace(/ \/\/ Object\.is equality$/, '')
    return { message: [sentence, ...likelyCause(error, false), ...difference].join('\n') }
  }
  const place = placed(job, error)
  const byTheAnswer = place.length > 0
  return {
    message: [
      whatFailed(error, byTheAnswer),
      ...likelyCause(error, byTheAnswer),
      ...place,
      ...difference,
    ].join('\n'),
  }
}

function whatFailed(error: SerializedError, byTheAnswer: boolean): string {
  if (error.message.startsWith('process.exit unexpectedly called')) {
    return 'Your code calls process.exit(), which would end the check as well.'
  }
  // A plain Error that the answer did not throw is the check's or the simulation's own sentence.
  return error.name === 'Error' && !byTheAnswer ? error.message : described(error)
}

/** Why an answer could not be loaded. */
export function explainLoad(job: Job, error: SerializedError): Problem {
  const name = path.basename(job.file)
  return (
    missingImport(name, error.message) ??
    notParsed(job, stripVTControlCharacters(error.message)) ?? {
      kind: 'import',
      message: [
        `${name} could not be loaded: its top level threw an error before any step could begin.`,
        described(error),
        ...placed(job, error),
      ].join('\n'),
    }
  )
}

/** What an error means that no step caught: it came from a promise or a timer that nobody watched. */
export function explainUnhandled(job: Job, error: SerializedError): Problem {
  const step: unknown = error['VITEST_TEST_NAME']
  const where = typeof step === 'string' ? ` (in the step "${step}")` : ''
  return {
    kind: 'crash',
    message: [
      `An error was caught by nobody${where}. In a program of its own it would end the process.`,
      described(error),
      ...placed(job, error),
    ].join('\n'),
  }
}

function missingImport(name: string, message: string): Problem | undefined {
  const missing = /^(?:Cannot find (?:module|package)|Failed to resolve import) ['"]([^'"]+)/.exec(
    message,
  )?.[1]
  if (missing === undefined) return undefined
  const advice = missing.startsWith('.')
    ? 'Look at the spelling. A file of your own needs its ending, too: `./helper.ts`.'
    : 'Do without that package: the exercise needs none.'
  return { kind: 'import', message: `${name} imports "${missing}", which is not there.\n${advice}` }
}

// Some mistakes, such as a name that is declared twice, are found only when the file is transformed.
function notParsed(job: Job, message: string): Problem | undefined {
  const sentence = /\[PARSE_ERROR\] (.+)/.exec(message)?.[1]
  const file = path.basename(job.file)
  const at = message.lastIndexOf(`${file}:`) + file.length + 1
  const [, line, column] = /^(\d+):(\d+)/.exec(message.slice(at)) ?? []
  if (sentence === undefined || line === undefined) return undefined
  const place = { line: Number(line), column: Number(column) }
  return syntaxProblem(file, readIfThere(job.file) ?? '', sentence, place)
}

function described(error: SerializedError): string {
  return `${error.name ?? 'Error'}: ${error.message}`
}

// The innermost line of the answer itself; the frames of the check and of libraries are noise here.
function placed(job: Job, error: SerializedError): string[] {
  const place = placeIn(job.file, error)
  if (!place) return []
  const text = readIfThere(job.file) ?? ''
  return [`  at ${path.basename(job.file)}:${place.line}`, frameOf(text, place)]
}

function placeIn(file: string, { stacks, stack = '' }: SerializedError): Place | undefined {
  const parsed = stacks?.find((frame) => path.resolve(frame.file) === path.resolve(file))
  if (parsed) return parsed
  // Vitest parses the stacks of failed steps; those of errors outside of steps come as text.
  const at = stack.indexOf(`${file.replaceAll('\\', '/')}:`)
  const [, line, column] = at < 0 ? [] : (/:(\d+):(\d+)/.exec(stack.slice(at + file.length)) ?? [])
  return line === undefined ? undefined : { line: Number(line), column: Number(column) }
}
