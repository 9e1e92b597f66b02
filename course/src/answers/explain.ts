import path from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import type { SerializedError } from 'vitest/node'
import { textOf, wantedNames } from './inspect.ts'
import { likelyCause } from './likely-cause.ts'
import { plainWords } from './plain-words.ts'
import type { Job } from './protocol.ts'
import { refusal } from './refused-import.ts'
import { frameOf, type Place } from './source-frame.ts'
import { missingImport } from './missing-import.ts'
import { syntaxProblem } from './syntax-problem.ts'
import { described, quoted, readThrown, type Thrown } from './thrown.ts'
import type { Problem, Step } from './verdict.ts'

/** Why a step failed: the check's own words, or the error of the learner's code and its place. */
export function explainStep(job: Job, error: SerializedError): Pick<Step, 'message' | 'diagnosis'> {
  const { diagnosis } = error
  if (typeof diagnosis === 'string') return { message: withBug(job, error, diagnosis), diagnosis }
  if (error.name === 'AssertionError') return { message: unmet(error) }
  if (error.name === 'EscapedError') return { message: escaped(job, error.cause) }
  const thrown = readThrown(error)
  const place = placed(job, error)
  const byTheAnswer = place.length > 0
  return {
    message: [
      whatFailed(job, thrown, byTheAnswer),
      ...(thrown.isError ? likelyCause(error, byTheAnswer) : []),
      ...place,
    ].join('\n'),
  }
}

/**
 * A diagnosis with its pictures. If it comes from a bug in the learner's file, the place of the bug says
 * more than the pictures, and takes their room.
 */
function withBug(job: Job, error: SerializedError, diagnosis: string): string {
  if (!isBugOf(job, error.cause)) return error.message
  const bug = readThrown(error.cause)
  const isNamed = diagnosis.includes(bug.message)
  return [diagnosis, ...(isNamed ? [] : [described(bug)]), ...placed(job, error.cause)].join('\n')
}

/** Whether an error comes from a bug in the learner's file, not from a call, and not from a `throw`. */
function isBugOf(job: Job, error: unknown): boolean {
  const { stack } = readThrown(error)
  const frames = stack.split('\n').filter((line) => /^\s+at .*:\d+:\d+\)?$/.test(line))
  if (!frames[0]?.includes(`${job.module}:`)) return false
  const line = placeIn(job.module, error)?.line ?? 0
  const source = textOf(job)?.split('\n')[line - 1] ?? ''
  return !/\bthrow\b|Error\(/.test(source)
}

/** What an assertion compared, in words; longer values are shown below, line by line. */
function unmet(error: SerializedError): string {
  const { expected, actual, diff } = error as Record<string, unknown>
  const [sentence = '', ...pictures] = error.message.split('\n\n')
  const words = plainWords(sentence, {
    ...(typeof expected === 'string' && { expected }),
    ...(typeof actual === 'string' && { actual }),
  })
  const isCut = words.includes('…') || !/Expected [^]+ but /.test(words)
  const difference = isCut && typeof diff === 'string' ? [valuesText(diff)] : []
  return [[words, ...likelyCause(error, false)].join('\n'), ...pictures, ...difference].join('\n\n')
}

/** Values below each other: those wanted have a `-` in front, those seen a `+`. */
function valuesText(diff: string): string {
  const lines = stripVTControlCharacters(diff)
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^[-+] (?:Expected|Received)/.test(line))
  return ['wanted (-) and seen (+)', ...lines.slice(0, shownValues)].join('\n')
}

const shownValues = 8

function whatFailed(job: Job, thrown: Thrown, byTheAnswer: boolean): string {
  const { name, message } = thrown
  if (isExit(message)) return exitSentence
  if (name === 'ChangedGlobal') return message
  if (byTheAnswer || !thrown.isError) return described(thrown)
  const noFunction = notAFunction(job, message)
  if (noFunction !== undefined) return noFunction
  // A plain Error that the answer did not throw may be the check's or the simulation's own sentence.
  if (name === 'Error' && /^[A-Z`"][^]*\s[^]*\s[^]*[.)]$/.test(message)) return message
  // The check used a value as what it is not.
  if (
    name === 'TypeError' &&
    /of (?:undefined|null)|is not (?:iterable|a function)/.test(message)
  ) {
    return `The check could not use what your function returned: ${quoted(thrown)}.`
  }
  return `The check got an error where it expected a result: ${quoted(thrown)}.`
}

const exitSentence =
  'Your code calls process.exit(), which would end the check, too. Remove that call.'

function isExit(message: string): boolean {
  return message.startsWith('process.exit unexpectedly called')
}

/** A sentence if the check could not call what the answer exports. */
function notAFunction(job: Job, message: string): string | undefined {
  const [, called, constructed] =
    /^(\w+) is not a function$|^Class constructor (\w+) cannot be invoked/.exec(message) ?? []
  const name = called ?? constructed
  if (name === undefined || !wantedNames(job).includes(name)) return undefined
  const what = called === undefined ? 'a class' : 'not a function'
  return (
    `${path.basename(job.file)} exports ${name}, but it is ${what}, and the check calls it. ` +
    `Export a function: \`export function ${name}(…) { … }\`.`
  )
}

/** Why an answer could not be loaded. */
export function explainLoad(job: Job, error: SerializedError): Problem {
  const thrown = readThrown(error)
  const name = path.basename(job.file)
  return (
    refusedOnLoad(thrown.message) ??
    missingImport(job, thrown.message) ??
    notParsed(job, stripVTControlCharacters(thrown.message)) ?? {
      kind: 'import',
      message: [
        `${name} could not be loaded: the code at its top level threw an error.`,
        isExit(thrown.message) ? exitSentence : described(thrown),
        ...placed(job, error),
      ].join('\n'),
    }
  )
}

/** An import that was refused while a helper of the answer was loaded. */
function refusedOnLoad(message: string): Problem | undefined {
  const [sentence] =
    /\S+ imports "[^"]+"(?:, which is ours|\. Your function)[^\n]+/.exec(message) ?? []
  return sentence === undefined ? undefined : refusal(sentence)
}

/** Explains an error that no step caught: it came from a promise or a timer whose errors nothing handles. */
export function explainUnhandled(job: Job, error: unknown): Problem {
  return { kind: 'crash', message: escaped(job, error) }
}

function escaped(job: Job, error: unknown): string {
  return [
    'Your code threw an error in a promise or a timer, and nothing caught it. In a normal program, ' +
      'this would end the process.',
    described(readThrown(error)),
    ...placed(job, error),
  ].join('\n')
}

// Some mistakes, such as a name that is declared twice, are found only when the file is transformed.
function notParsed(job: Job, message: string): Problem | undefined {
  const sentence = /\[PARSE_ERROR\] (.+)/.exec(message)?.[1]
  const file = path.basename(job.file)
  const at = message.lastIndexOf(`${file}:`) + file.length + 1
  const [, line, column] = /^(\d+):(\d+)/.exec(message.slice(at)) ?? []
  if (sentence === undefined || line === undefined) return undefined
  const place = { line: Number(line), column: Number(column) }
  return syntaxProblem(file, textOf(job) ?? '', sentence, place)
}

// The innermost line of the answer itself; the frames of the check and of libraries are noise here.
function placed(job: Job, error: unknown): string[] {
  const place = placeIn(job.module, error)
  if (!place) return []
  const text = textOf(job) ?? ''
  return [`  at ${path.basename(job.file)}:${place.line}`, frameOf(text, place)]
}

function placeIn(module: string, error: unknown): Place | undefined {
  const { stack } = readThrown(error)
  const { stacks } = (error ?? {}) as { readonly stacks?: SerializedError['stacks'] }
  const parsed = stacks?.find((frame) => path.resolve(frame.file) === path.resolve(module))
  if (parsed) return parsed
  // Vitest parses the stacks of failed steps; those of errors outside of steps come as text.
  const at = stack.indexOf(`${module}:`)
  const [, line, column] =
    at < 0 ? [] : (/:(\d+):(\d+)/.exec(stack.slice(at + module.length)) ?? [])
  return line === undefined ? undefined : { line: Number(line), column: Number(column) }
}
