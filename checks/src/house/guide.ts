/** A row of the table "To change … go to …" in CONTRIBUTING.md. */
export interface GuideEntry {
  /** What a reader wants to find. */
  readonly what: string
  /** Files and folders that the row names, relative to the repository. */
  readonly paths: readonly string[]
  /** Names that the first of these files contains. */
  readonly symbols: readonly string[]
}

const head = /^\| to (?:find or )?change \| go to \|\n\|[-|]+\|\n/mu

/**
 * Reads the table. Links are paths, and inline code holds symbols.
 *
 * @throws {Error} if the text has no such table.
 */
export function readGuide(contributing: string): GuideEntry[] {
  const found = head.exec(contributing)
  if (!found) throw new Error('CONTRIBUTING.md has no table with the head "to change | go to"')
  const [rows = ''] = /^(?:\|.*\n)*/u.exec(contributing.slice(found.index + found[0].length)) ?? []
  return rows
    .trimEnd()
    .split('\n')
    .map((row) => {
      const [, what = '', where = ''] = row.split('|').map((cell) => cell.trim())
      const paths = [...where.matchAll(/\]\((?<path>[^)]+)\)/gu)].map(([, path = '']) => path)
      const code = where.replaceAll(/\[[^\]]*\]\([^)]*\)/gu, '').matchAll(/`(?<code>[\w.'-]+)`/gu)
      return { what, paths, symbols: [...code].map(([, name = '']) => name) }
    })
}
