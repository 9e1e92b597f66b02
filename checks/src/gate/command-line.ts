import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../root.ts'

/** A command of a README, resolved to a script of the root package.json. */
export interface ScriptCall {
  /** Name of the script. */
  readonly script: string
  /** What the shell runs: the script's own text, with the arguments. */
  readonly line: string
}

/** Names of scripts and the text of each, as in a package.json. */
export type Scripts = Readonly<Record<string, string>>

/** The scripts of this repository. */
export function readScripts(): Scripts {
  const manifest = readFileSync(join(root, 'package.json'), 'utf8')
  return (JSON.parse(manifest) as { scripts?: Scripts }).scripts ?? {}
}

const typed = /^(?:npm run|pnpm run|pnpm) (?<script>[\w:-]+)(?: (?<args>.*))?$/u

/** Commands that the gate does not run: those of pnpm itself, and scripts that set up or check everything. */
const notTried = new Set(['install', 'add', 'exec', 'dlx', 'start', 'test', 'setup', 'repeat'])

/**
 * Resolves a command (`npm run lesson 2`, `pnpm lesson 2`) to the line that the package manager
 * would run. The gate skips the package manager, which would only add half a second and a preamble.
 *
 * @returns `undefined` for a command that the gate does not run, such as `git clone` or `npm start`.
 * @throws {Error} if there is no such script, or if npm would keep an option for itself.
 */
export function readCommandLine(command: string, scripts: Scripts): ScriptCall | undefined {
  const { script, args = '' } = typed.exec(command)?.groups ?? {}
  if (script === undefined || notTried.has(script)) return undefined
  const text = scripts[script]
  if (text === undefined) {
    throw new Error(`Cannot run \`${command}\`: package.json has no script called ${script}`)
  }
  const [before = '', after] = args.split(/(?:^|\s)--(?:\s|$)/u, 2)
  if (command.startsWith('npm') && /(?:^|\s)-/u.test(before)) {
    throw new Error(`Cannot run \`${command}\`: npm passes on only the flags after --`)
  }
  const passed = [before, after].filter(Boolean).join(' ')
  return { script, line: passed === '' ? text : `${text} ${passed}` }
}

/** Every script that a text mentions as code: `npm run hint 2`. */
export function mentionedScripts(markdown: string): string[] {
  const code = markdown.matchAll(/`(?:npm run|pnpm run) (?<script>[\w:-]+)[^`\n]*`/gu)
  return [...new Set([...code].map(({ groups }) => groups?.['script'] ?? ''))]
}
