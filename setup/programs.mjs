import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Fault } from './fault.mjs'

/**
 * What the first word after `run.mjs` stands for: a room of the house, which is a TypeScript file;
 * a tool, which is the command of an installed package; the Node of the house itself, for any file;
 * or the set-up alone.
 *
 * @typedef {{ kind: 'room', file: string }
 *   | { kind: 'tool', package: string, bin: string, args: string[] }
 *   | { kind: 'node' }
 *   | { kind: 'setup' }} Program
 */

/** @typedef {{ file: string, args: string[] }} Command */

/** @type {Readonly<Record<string, Program>>} */
const programs = {
  course: { kind: 'room', file: 'course/src/main.ts' },
  test: { kind: 'room', file: 'checks/src/main.ts' },
  docs: { kind: 'room', file: 'docs/src/main.ts' },
  bench: { kind: 'room', file: 'benchmarks/src/main.ts' },
  'new-lesson': { kind: 'room', file: 'checks/src/new-lesson/main.ts' },
  'update-readmes': { kind: 'room', file: 'checks/src/gate/update-readmes.ts' },
  repeat: { kind: 'room', file: 'checks/src/repeat.ts' },
  lint: tool('oxlint', ['--type-aware', '--deny-warnings']),
  format: tool('oxfmt'),
  types: tool('typescript', ['--noEmit', '-p', 'tsconfig.json'], 'tsc'),
  unused: tool('knip'),
  node: { kind: 'node' },
  setup: { kind: 'setup' },
}

/**
 * @param {string | undefined} name
 * @returns {Program}
 * @throws {Fault} for a name that is none.
 */
export function findProgram(name) {
  const program = Object.hasOwn(programs, name ?? '') ? programs[name ?? ''] : undefined
  if (program) return program
  throw new Fault(
    `Cannot run ${name ?? 'nothing'}: expected one of ${Object.keys(programs).join(', ')}.`,
    2,
  )
}

/**
 * The command that runs a program. Tools are started through their JavaScript file: what stands in
 * `node_modules/.bin` is a shell script, and may find another Node.
 *
 * @param {Exclude<Program, { kind: 'setup' }>} program
 * @param {string[]} args
 * @param {{ root: string, tools: { node: string } }} house
 * @returns {Command}
 */
export function commandOf(program, args, { root, tools }) {
  if (program.kind !== 'tool') {
    const file = program.kind === 'room' ? [join(root, program.file)] : []
    return { file: tools.node, args: ['--disable-warning=ExperimentalWarning', ...file, ...args] }
  }
  const home = join(root, 'node_modules', program.package)
  const { bin } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'))
  const file = join(home, typeof bin === 'string' ? bin : bin[program.bin])
  return { file: tools.node, args: [file, ...program.args, ...args] }
}

/**
 * @param {string} name - Of the package.
 * @param {string[]} [args]
 * @param {string} [bin] - Its command, where that has another name.
 * @returns {Program}
 */
function tool(name, args = [], bin = name) {
  return { kind: 'tool', package: name, bin, args }
}
