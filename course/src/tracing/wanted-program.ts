import { readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { CourseError } from '../errors.ts'
import { nearest } from '../lessons/nearest.ts'
import { toType } from '../ui/to-type.ts'

/** The program to run, with the flags of Node and its own arguments. */
export interface WantedProgram {
  readonly nodeFlags: readonly string[]
  readonly file: string
  readonly args: readonly string[]
}

/**
 * Reads what was typed after the flags of `course trace`.
 *
 * @throws {CourseError} if there is no such file, or a flag that neither we nor Node have.
 */
export function wantedProgram(words: readonly string[]): WantedProgram {
  const at = words.findIndex((word) => !word.startsWith('-'))
  const nodeFlags = at === -1 ? words : words.slice(0, at)
  for (const flag of nodeFlags) refuseUnknown(flag)
  const file = words[at]
  if (file === undefined) {
    throw new CourseError(
      `Which program? Type its file, and its arguments after it: ${toType('trace', 'my-program.ts')}`,
      2,
    )
  }
  refuseMissing(file)
  return { nodeFlags, file, args: words.slice(at + 1) }
}

/** The flags of `course trace` itself. */
const ours = ['--image', '--har', '--trace', '--with-queries', '--with-headers']

/** Says which of our flags came too late, so that the program got them. */
export function lateFlagsText({ file, args }: WantedProgram): string[] {
  const late = args.map((word) => word.replace(/=.*/su, '')).filter((word) => ours.includes(word))
  if (late.length === 0) return []
  return [`${late.join(', ')} went to ${file}. Flags of this command come before the program.`]
}

/** Flags of Node that it doesn't allow in NODE_OPTIONS, so that they aren't in its list. */
const otherFlags = ['--env-file', '--env-file-if-exists', '--expose-gc', '--watch-path']

/** Flags with which Node runs something other than a file. */
const insteadOfFile = /^(?:-[eipc]+|--(?:eval|print|check|interactive|test|run|prof-process))$/u

function refuseUnknown(flag: string): void {
  const [name = ''] = flag.split('=')
  if (insteadOfFile.test(name)) {
    throw new CourseError(
      `${name} is not supported here. Name a file: ${toType('trace', 'my-program.ts')}`,
      2,
    )
  }
  if (process.allowedNodeEnvironmentFlags.has(name) || otherFlags.includes(name)) return
  const close = nearest(name, ours)
  throw new CourseError(
    [
      `Neither this command nor Node has a flag ${name}.`,
      ...(close === undefined ? [] : [`Did you mean ${close}?`]),
      'Flags of your program come after its file.',
    ].join(' '),
    2,
  )
}

function refuseMissing(file: string): void {
  const found = statSync(file, { throwIfNoEntry: false })
  if (found?.isFile()) return
  if (found?.isDirectory()) {
    throw new CourseError(`${file} is a folder. Name the file in it that Node should run.`, 2)
  }
  const dir = path.dirname(file)
  const close = nearest(path.basename(file), filesIn(dir))
  throw new CourseError(
    `There is no file ${file} in ${process.cwd()}.` +
      (close === undefined ? '' : ` Did you mean ${path.join(dir, close)}?`),
    2,
  )
}

function filesIn(dir: string): string[] {
  try {
    return readdirSync(dir, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => name)
  } catch {
    return []
  }
}
