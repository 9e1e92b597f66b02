import { homedir } from 'node:os'
import type { TextFile } from './text-files.ts'

/** One sentence for each path that exists only on somebody's machine. */
export function machinePaths({ path, text }: TextFile, root: string): string[] {
  const home = /(?<![\w.:/-])(?:\/home\/|\/Users\/|[A-Z]:\\+Users\\+)[\w.-]+/gu
  const here = [root, `${homedir()}/`].filter((place) => place.length > 2 && text.includes(place))
  return [...here, ...(text.match(home) ?? [])].map((place) => `${path} names ${place}`)
}
