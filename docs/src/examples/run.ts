import { fork } from 'node:child_process'
import { once } from 'node:events'
import { pathToFileURL } from 'node:url'
import { withAssertions } from './assertions.ts'
import type { EntryPoint } from '../entry-points.ts'
import type { Example } from './collect.ts'

/** What the child process gets. */
export interface Work {
  /** The URLs of the modules that may be imported by name. */
  readonly urls: Readonly<Record<string, string>>
  readonly modules: readonly Module[]
}

/** A module for the child process to import. */
export interface Module {
  readonly url: string
  readonly code: string
  /** How many results it compares. */
  readonly results: number
}

/** What the child process sends: a module is over, with the reason if it failed. */
export interface Over {
  readonly url: string
  readonly problem?: string
}

/** All examples together take a few seconds; this is for one that never ends. */
const LIMIT_MS = 60_000

/**
 * Runs examples, one after another in one process of Node. One sentence for each that fails: it
 * throws, or a result is not the promised one.
 */
export async function failuresOf(
  examples: readonly Example[],
  entryPoints: readonly EntryPoint[],
): Promise<string[]> {
  if (examples.length === 0) return []
  const problems = new Map<string, string>()
  const modules = examples.flatMap(({ path, code }): Module[] => {
    const url = pathToFileURL(path).href
    try {
      return [{ url, ...withAssertions(code) }]
    } catch (error) {
      problems.set(url, String(error))
      return []
    }
  })
  const urls = Object.fromEntries(
    entryPoints.map(({ specifier, file }) => [specifier, pathToFileURL(file).href]),
  )
  const { over, ending } = await runInChild({ urls, modules })
  for (const { url, problem } of over) if (problem !== undefined) problems.set(url, problem)
  const unfinished = modules.find(({ url }) => !over.some((one) => one.url === url))
  if (unfinished !== undefined) problems.set(unfinished.url, `it did not end. ${ending}`)
  return examples.flatMap(({ name, path }) => {
    const problem = problems.get(pathToFileURL(path).href)
    return problem === undefined ? [] : [`The example of ${name} fails: ${problem}`]
  })
}

async function runInChild(work: Work): Promise<{ over: Over[]; ending: string }> {
  const child = fork(new URL('./child.ts', import.meta.url), {
    // A lesson's `#lesson` is its solution.
    execArgv: ['--conditions=solution', '--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    timeout: LIMIT_MS,
  })
  const over: Over[] = []
  let errors = ''
  child.on('message', (message) => over.push(message as Over))
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (errors += text))
  child.send(work)
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null]
  return { over, ending: `Its process ended by ${signal ?? `code ${code}`}. ${errors}`.trim() }
}
