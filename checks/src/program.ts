import { commandOf, tool } from '@overlap/setup/programs'
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { root } from './root.ts'

/** How a program ended, and what it printed. */
export interface Ended {
  /** 0 if it succeeded. Also 1 if a signal or the time limit ended it. */
  readonly code: number
  readonly stdout: string
  /** Standard output and standard error, in the order in which they came. */
  readonly output: string
}

/** How to start a program. */
export interface ProgramOptions {
  /** Default: the folder of the repository. */
  readonly cwd?: string
  /** Variables to add to those of this process. */
  readonly env?: NodeJS.ProcessEnv
  /** Ends the program when it takes longer. Default: 30 minutes, for a busy machine. */
  readonly limitMs?: number
  /** `command` is a line for the shell. */
  readonly shell?: boolean
}

/** Dozens of processes load the same files, so they share one cache of compiled code. */
const shared = {
  FORCE_COLOR: undefined,
  NO_COLOR: '1',
  NODE_COMPILE_CACHE: join(root, '.overlap/cache/node'),
}

/** Runs a program without a terminal and without colour, and waits until it ends. Never throws. */
export function runProgram(
  command: string,
  args: readonly string[],
  options: ProgramOptions = {},
): Promise<Ended> {
  const { cwd = root, env = {}, limitMs = 1_800_000, shell = false } = options
  const { promise, resolve } = Promise.withResolvers<Ended>()
  const child = spawn(command, args, {
    cwd,
    shell,
    timeout: limitMs,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...shared, ...env },
  })
  let stdout = ''
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
    output += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text))
  child.on('error', (error) => {
    resolve({ code: 1, stdout, output: `${output}Cannot start ${command}: ${error.message}\n` })
  })
  child.on('close', (code, signal) => {
    const why = signal === null ? '' : `Ended by ${signal}, after at most ${limitMs / 1000} s.\n`
    resolve({ code: code ?? 1, stdout, output: output + why })
  })
  return promise
}

/** Runs a TypeScript or JavaScript file of the repository under this Node. */
export function runNode(args: readonly string[], options?: ProgramOptions): Promise<Ended> {
  return runProgram(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], options)
}

/** Runs a tool as `npm run …` does: see `setup/programs.mjs`. */
export function runTool(
  program: Parameters<typeof commandOf>[0],
  args: readonly string[],
  options?: ProgramOptions,
): Promise<Ended> {
  const command = commandOf(program, [...args], { root, tools: { node: process.execPath } })
  return runProgram(command.file, command.args, options)
}

/** The project's tools, each with the arguments that it always gets. */
export const tools = {
  oxfmt: tool('oxfmt', ['--check']),
  oxlint: tool('oxlint', ['--type-aware', '--deny-warnings']),
  knip: tool('knip', ['--no-progress', '--treat-config-hints-as-errors']),
  tsc: tool('typescript', ['--noEmit'], 'tsc'),
  vitest: tool('vitest', ['run']),
} as const
