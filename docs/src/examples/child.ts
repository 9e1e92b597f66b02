import { registerHooks } from 'node:module'
import { format, inspect, isDeepStrictEqual } from 'node:util'
import type { Module, Over, Work } from './run.ts'

// Runs modules that are not on the disk, in a process of its own. See run.ts.

let compared = 0

/** What `assertions.ts` writes into an example. */
Object.assign(globalThis, {
  // The state that Vitest's `expect` looks for, outside of Vitest.
  __vitest_worker__: { filepath: 'example.ts' },
  $shows(actual: unknown, expected: unknown, text: string): void {
    compared += 1
    if (isDeepStrictEqual(actual, expected)) return
    throw new Error(`expected ${text}, got ${inspect(actual)}`)
  },
  $prints(expected: string): (...values: unknown[]) => void {
    compared += 1
    return (...values) => {
      const text = format(...values)
      if (text !== expected)
        throw new Error(`expected this to be printed:\n${expected}\ngot:\n${text}`)
    }
  },
})

const platformFetch = globalThis.fetch

async function problemOf({ url, results }: Module): Promise<string | undefined> {
  compared = 0
  try {
    await import(url)
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
  if (globalThis.fetch !== platformFetch) return 'it leaves another fetch behind'
  if (compared < results) return `it reaches ${compared} of its ${results} results`
  return undefined
}

async function runAll({ urls, modules }: Work): Promise<void> {
  const codes = new Map(modules.map(({ url, code }) => [url, code]))
  registerHooks({
    resolve(specifier, context, next) {
      const url = codes.has(specifier) ? specifier : urls[specifier]
      return url === undefined ? next(specifier, context) : { url, shortCircuit: true }
    },
    load(url, context, next) {
      const source = codes.get(url)
      if (source === undefined) return next(url, context)
      return { format: 'module-typescript', source, shortCircuit: true }
    },
  })
  for (const module of modules) {
    const problem = await problemOf(module)
    const over: Over = { url: module.url, ...(problem !== undefined && { problem }) }
    process.send?.(over)
  }
  process.disconnect?.()
}

process.once('message', (work: Work) => void runAll(work))
