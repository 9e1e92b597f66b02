import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { SetupError } from './setup-error.mjs'

/**
 * Which packages a program needs: only those that a learner uses, or also those of all checks and tools.
 *
 * @typedef {'lessons' | 'everything'} Packages
 */

/**
 * What the first word after `run.mjs` starts. A `room` is a TypeScript file of this repository, a `tool` is
 * the command of an installed package, `node` is Node itself, and `setup` runs only the set-up.
 *
 * @typedef {{ needs: Packages } & ({ kind: 'room', file: string }
 *   | { kind: 'tool', package: string, bin: string, args: string[] }
 *   | { kind: 'node' }
 *   | { kind: 'setup' })} Program
 */

/** @typedef {{ file: string, args: string[] }} Command */

/** @type {Readonly<Record<string, Program>>} */
const programs = {
  course: room('course/src/main.ts', 'lessons'),
  test: room('checks/src/main.ts'),
  docs: room('docs/src/main.ts'),
  bench: room('benchmarks/src/main.ts'),
  'new-lesson': room('checks/src/new-lesson/main.ts'),
  'rename-lesson': room('checks/src/lesson-numbers/main.ts'),
  mutants: room('checks/src/mutants/main.ts'),
  'update-readmes': room('checks/src/gate/update-readmes.ts'),
  repeat: room('checks/src/repeat.ts'),
  lint: tool('oxlint', ['--type-aware', '--deny-warnings']),
  format: tool('oxfmt'),
  types: tool('typescript', ['--noEmit', '-p', 'tsconfig.json'], 'tsc'),
  unused: tool('knip'),
  node: { kind: 'node', needs: 'lessons' },
  setup: { kind: 'setup', needs: 'lessons' },
}

/**
 * @param {string | undefined} name
 * @returns {Program}
 * @throws {SetupError} if no program has that name.
 */
export function findProgram(name) {
  const program = Object.hasOwn(programs, name ?? '') ? programs[name ?? ''] : undefined
  if (program) return program
  throw new SetupError(
    `Cannot run ${name ?? 'nothing'}: expected one of ${Object.keys(programs).join(', ')}.`,
    2,
  )
}

/**
 * The command that runs a program. Tools are started through their JavaScript file: the
 * files in `node_modules/.bin` are shell scripts, which may find another Node.
 *
 * @param {Exclude<Program, { kind: 'setup' }>} program
 * @param {string[]} words - The words that were typed after the program's name.
 * @param {{ root: string, tools: { node: string } }} house
 * @returns {Command}
 */
export function commandOf(program, words, { root, tools }) {
  const args = withoutSeparator(words)
  const node = ['--disable-warning=ExperimentalWarning', ...preload('end-with-parent.mjs')]
  if (program.kind === 'node') return { file: tools.node, args: [...node, ...args] }
  if (program.kind === 'room') {
    const file = join(root, program.file)
    // Without the dashes, Node takes `--env-file` for itself, even behind the program's file.
    const flags = [...node, ...preload('explain-crash.mjs'), '--']
    return { file: tools.node, args: [...flags, file, ...args] }
  }
  const home = join(root, 'node_modules', program.package)
  const { bin } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'))
  const file = join(home, typeof bin === 'string' ? bin : bin[program.bin])
  return { file: tools.node, args: [...node, file, ...program.args, ...args] }
}

/** @param {string} file - A file beside this one. */
function preload(file) {
  return ['--import', new URL(file, import.meta.url).href]
}

/**
 * The command of an installed package.
 *
 * @param {string} name - The name of the package.
 * @param {string[]} [args]
 * @param {string} [bin] - The name of its command, if that is different.
 * @returns {Exclude<Program, { kind: 'setup' }>}
 */
export function tool(name, args = [], bin = name) {
  return { kind: 'tool', needs: 'everything', package: name, bin, args }
}

/**
 * @param {string} file - Relative to the root.
 * @param {Packages} [needs]
 * @returns {Program}
 */
function room(file, needs = 'everything') {
  return { kind: 'room', needs, file }
}

/**
 * Removes the two dashes of `pnpm lesson 2 -- --latency 200`: pnpm passes them on, and npm does not. Those
 * behind the program of `trace` belong to that program.
 *
 * @param {string[]} words
 */
function withoutSeparator(words) {
  const at = words[0] === 'trace' && words[1] !== '--' ? -1 : words.indexOf('--')
  return at === -1 ? words : [...words.slice(0, at), ...words.slice(at + 1)]
}
