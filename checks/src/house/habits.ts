import { homedir } from 'node:os'
import type { TextFile } from './text-file.ts'

/** More lines than this, and a file does more than one job. A test is a list of sentences, and a
 * lesson's check is one file by rule: they may be longer. */
const mostLines = { code: 250, test: 350 }

/** One sentence if the file is too long. */
export function tooLong({ path, text }: TextFile): string[] {
  if (!isCode(path)) return []
  const lines = text.split('\n').length - 1
  const most = path.endsWith('.test.ts') ? mostLines.test : mostLines.code
  return lines > most
    ? [`${path} has ${lines} lines: expected at most ${most}; split it by what changes together`]
    : []
}

/** One sentence for each path that exists on somebody's machine only. */
export function machinePaths({ path, text }: TextFile, root: string): string[] {
  const home = /(?<![\w.:/-])(?:\/home\/|\/Users\/|[A-Z]:\\+Users\\+)[\w.-]+/gu
  const here = [root, `${homedir()}/`].filter((place) => place.length > 2 && text.includes(place))
  return [...here, ...(text.match(home) ?? [])].map((place) => `${path} names ${place}`)
}

/** One sentence for each test that keeps others from running, or does not run itself. */
export function halfTests({ path, text }: TextFile): string[] {
  if (!path.endsWith('.test.ts')) return []
  const marks = /\b(?:describe|suite|test|it)(?:\.\w+)*\.(?:only|skip|todo|fails)\b/gu
  return (text.match(marks) ?? []).map((mark) => `${path} has ${mark}`)
}

function isCode(path: string): boolean {
  return /\.(?:ts|mjs|js)$/u.test(path)
}
