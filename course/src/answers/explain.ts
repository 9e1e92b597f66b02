import path from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import type { SerializedError } from 'vitest/node'
import { textOf } from './answer-text.ts'
import { wantedNames } from './inspect.ts'
import { likelyCause } from './likely-cause.ts'
import { plainWords } from './plain-words.ts'
import type { Job } from './protocol.ts'
import { refusal } from './refused-import.ts'
import { placed, placeIn } from './placed.ts'
import { missingImport } from './missing-import.ts'
import { syntaxProblem } from './syntax-problem.ts'
import { described, quoted, readThrown, type Thrown } from './thrown.ts'
import type { Problem, Step } from './verdict.ts'

/** Why a step failed: the check's own message, or the error that the learner's code threw, and where. */
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
 * A diagnosis with its pictures. If a bug in the learner's file caused the failure, the location of the
 * bug replaces the pictures, because it is more useful.
 */
function withBug(job: Job, error: SerializedError, diagnosis: string): string {
  if (!isBugOf(job, error.cause)) return error.message
  const bug = readThrown(error.cause)
  const isNamed = diagnosis.includes(bug.message)
  return [diagnosis, ...(isNamed ? [] : [described(bug)]), ...placed(job, error.cause)].join('\n')
}

/** Whether an error is a bug in the learner's file, rather than a failed call or a `throw` of theirs. */
function isBugOf(job: Job, error: unknown): boolean {
  const { stack } = readThrown(error)
  const frames = stack.split('\n').filter((line) => /^\s+at .*:\d+:\d+\)?$/.test(line))
  if (!frames[0]?.includes(`${job.module}:`)) return false
  const line = placeIn(job.module, error)?.line ?? 0
  const source = textOf(job)?.split('\n')[line - 1] ?? ''
  return !/\bthrow\b|Error\(/.test(source)
}

/** A failed assertion in words. Values that are too long for the sentence follow below, line by line. */
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

/** A diff of two values: `-` marks expected lines, `+` marks actual lines. */
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
  // This plain Error did not come from the answer. Its message may be a sentence of ours.
  if (name === 'Error' && /^[A-Z`"][^]*\s[^]*\s[^]*[.)]$/.test(message)) return message
  // The check used the result of the answer, and the result has the wrong type.
  if (
    name === 'TypeError' &&
    /of (?:undefined|null)|is not (?:iterable|a function)/.test(message)
  ) {
    return `The check could not use what your function returned: ${quoted(thrown)}.`
  }
  return `The check got an error where it expected a result: ${quoted(thrown)}.`
}

const exitSentence =
  'Your code calls process.exit(), which would also end the check. Remove that call.'

function isExit(message: string): boolean {
  return message.startsWith('process.exit unexpectedly called')
}

/** A sentence if an export of the answer is not a function that the check can call. */
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

/** The problem if a helper file of the answer has an import that is refused. */
function refusedOnLoad(message: string): Problem | undefined {
  const [sentence] =
    /\S+ imports "[^"]+"(?:, which is ours|\. Your function)[^\n]+/.exec(message) ?? []
  return sentence === undefined ? undefined : refusal(sentence)
}

/** Explains an error that escaped: it was thrown in a promise or a timer, and nothing caught it. */
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

// Vite finds some syntax errors only when it transforms the file, such as a name that is declared twice.
function notParsed(job: Job, message: string): Problem | undefined {
  const sentence = /\[PARSE_ERROR\] (.+)/.exec(message)?.[1]
  const file = path.basename(job.file)
  const at = message.lastIndexOf(`${file}:`) + file.length + 1
  const [, line, column] = /^(\d+):(\d+)/.exec(message.slice(at)) ?? []
  if (sentence === undefined || line === undefined) return undefined
  const place = { line: Number(line), column: Number(column) }
  return syntaxProblem(file, textOf(job) ?? '', sentence, place, job.width)
}
