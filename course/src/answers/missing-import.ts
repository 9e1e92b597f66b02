import path from 'node:path'
import { readIfThere } from '../files.ts'
import type { Job } from './protocol.ts'
import type { Problem } from './verdict.ts'

/** A missing module as Node and Vite report it: what is missing, and the file that imports it. */
const patterns = [
  /^(?:Cannot find (?:module|package)|Failed to resolve import) ['"]([^'"]+)['"] (?:imported )?from ['"]?([^'"\n]+)/,
  /^(?:Cannot find (?:module|package)|Failed to resolve import) ['"]([^'"]+)/,
]

/** A sentence for the learner if a module is missing; `undefined` if the message is about something else. */
export function missingImport(job: Job, message: string): Problem | undefined {
  const match = patterns.map((pattern) => pattern.exec(message)).find((match) => match !== null)
  if (!match) return undefined
  const [, missing = '', importer] = match
  const file = importer?.replace(/[?].*|\. Does the file exist.*/g, '')
  const name = ownFile(job, file, missing)
  if (name === undefined) return notYours(missing, file)
  const advice = missing.startsWith('.')
    ? 'Check the spelling. For a file of your own, write the ending, too: `./helper.ts`.'
    : 'Write it without that package: the exercise needs no packages.'
  const why = missing.startsWith('.') ? 'does not exist' : "isn't installed here"
  return {
    kind: 'import',
    message: `${name} imports "${missing}", which ${why}.\n${advice}`,
  }
}

/** The learner's file that has the import in it: the answer, or a helper beside it. */
function ownFile(job: Job, importer: string | undefined, missing: string): string | undefined {
  const candidate = importer === undefined ? job.file : path.resolve(importer)
  const isBeside = path.dirname(candidate) === path.resolve(job.dir)
  if (!isBeside || path.basename(candidate) === 'check.test.ts') return undefined
  return readIfThere(candidate)?.includes(missing) ? path.basename(candidate) : undefined
}

function notYours(missing: string, importer: string | undefined): Problem {
  const by = importer === undefined ? '' : `, which ${importer} imports,`
  return {
    kind: 'import',
    message:
      `The check could not be loaded: "${missing}"${by} does not exist.\n` +
      'This is not because of your code. `npm run setup` repairs the packages of the course; ' +
      '`git status` shows which files of the course are missing.',
  }
}
