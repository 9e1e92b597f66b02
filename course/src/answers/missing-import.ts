import path from 'node:path'
import { readIfThere } from '../files.ts'
import type { Job } from './protocol.ts'
import type { Problem } from './verdict.ts'

/** The messages of Node and Vite about a missing module. They name the module, and often its importer. */
const patterns = [
  /^(?:Cannot find (?:module|package)|Failed to resolve import) ['"]([^'"]+)['"] (?:imported )?from ['"]?([^'"\n]+)/,
  /^(?:Cannot find (?:module|package)|Failed to resolve import) ['"]([^'"]+)/,
]

/** The problem if a message is about a missing module; `undefined` for any other message. */
export function missingImport(job: Job, message: string): Problem | undefined {
  const match = patterns.map((pattern) => pattern.exec(message)).find((match) => match !== null)
  if (!match) return undefined
  const [, missing = '', importer] = match
  const file = importer?.replace(/[?].*|\. Does the file exist.*/g, '')
  const name = learnersFile(job, file, missing)
  if (name === undefined) return brokenInstallation(missing, file)
  const advice = missing.startsWith('.')
    ? 'Check the spelling. The import of your own file needs the file extension: `./helper.ts`.'
    : 'Solve the exercise without this package. It needs no packages.'
  const why = missing.startsWith('.') ? 'does not exist' : "isn't installed here"
  return {
    kind: 'import',
    message: `${name} imports "${missing}", which ${why}.\n${advice}`,
  }
}

/** The learner's file that contains the import: the answer, or a helper beside it. */
function learnersFile(job: Job, importer: string | undefined, missing: string): string | undefined {
  const candidate = importer === undefined ? job.file : path.resolve(importer)
  const isBeside = path.dirname(candidate) === path.resolve(job.dir)
  if (!isBeside || path.basename(candidate) === 'check.test.ts') return undefined
  return readIfThere(candidate)?.includes(missing) ? path.basename(candidate) : undefined
}

function brokenInstallation(missing: string, importer: string | undefined): Problem {
  const by = importer === undefined ? '' : `, which ${importer} imports,`
  return {
    kind: 'import',
    message:
      `The check could not be loaded: "${missing}"${by} does not exist.\n` +
      'Your code is not the cause. `npm run setup` repairs the packages of the course, and ' +
      '`git status` shows which files of the course are missing.',
  }
}
