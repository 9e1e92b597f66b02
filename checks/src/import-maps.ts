import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The conditions of a lesson's `#lesson` import, in the order of its package.json. */
export interface ImportMap {
  /** The lesson's folder, such as `lessons/02-all-at-once`. */
  readonly folder: string
  readonly conditions: readonly string[]
}

/** Reads the import map of every lesson, in the order of the lessons. */
export function importMaps(root: string): ImportMap[] {
  const manifests = globSync('lessons/[0-9][0-9]-*/package.json', { cwd: root }).toSorted()
  return manifests.map((path) => {
    const { imports } = JSON.parse(readFileSync(join(root, path), 'utf8')) as {
      imports?: Record<string, Record<string, string>>
    }
    return { folder: dirname(path), conditions: Object.keys(imports?.['#lesson'] ?? {}) }
  })
}
