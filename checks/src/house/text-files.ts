import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A text file of the repository. */
export interface TextFile {
  /** Relative to the repository, with `/`. */
  readonly path: string
  readonly text: string
}

const rooms = '{setup,trace,mock-server,scenarios,lessons,course,benchmarks,docs,checks}'
const notOurs = new Set(['node_modules', 'dist', '.git', '.overlap', '.toolchain'])
const text = /\.(?:ts|mjs|js|json|jsonc|md|yaml|yml|css|html)$|(?:^|\/)(?:LICENSE|\.ci\/run)$/u

/**
 * Every text file in the project's folders and at the root. Leaves out installed and built files.
 */
export function textFiles(root: string): TextFile[] {
  const paths = globSync(['*', '.*', '.{ci,vscode,devcontainer}/**/*', `${rooms}/**/*`], {
    cwd: root,
    exclude: (name) => notOurs.has(name.split('/').at(-1) ?? ''),
  })
  return [...new Set(paths.map((path) => path.replaceAll('\\', '/')))]
    .filter((path) => text.test(path) && !isLearners(path) && path !== 'pnpm-lock.yaml')
    .toSorted()
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
}

function isLearners(path: string): boolean {
  return /^lessons\/[^/]+\/exercise\.ts$/u.test(path)
}
