import { pathToFileURL } from 'node:url'
import { inspect } from 'node:util'
import type { MockApi, NetworkInput, Run, VirtualTime } from '@overlap/mock-server'
import { CourseError } from '../errors.ts'
import { shown } from '../house.ts'
import { mostClients } from './size.ts'

/** What a module exports to be explored. */
export interface SubjectModule {
  /** The network. Its times don't count. */
  readonly network: NetworkInput
  /** What runs in each order. */
  readonly work: (api: MockApi, time: VirtualTime, size: Size) => unknown
  /** What must hold afterwards. If it doesn't: throws, or returns `false` or a sentence. */
  readonly property: (run: Run<unknown>, size: Size) => unknown
  /** How many clients there are, unless `--clients` says otherwise. Without it, there is no such flag. */
  readonly clients?: number
  /** What should hold, as a verb that follows "your code must": `keep every item in the basket`. */
  readonly claim?: string
}

/** How much work there is. */
interface Size {
  readonly clients: number
}

const kinds = [
  ['network', 'object'],
  ['work', 'function'],
  ['property', 'function'],
] as const

/**
 * Imports the module of an exploration.
 *
 * @throws {CourseError} if it doesn't export what an exploration needs.
 * @throws Any error of the module itself.
 */
export async function importSubject(file: string): Promise<SubjectModule> {
  const found = (await import(pathToFileURL(file).href)) as Readonly<Record<string, unknown>>
  const missing = kinds.filter(([name]) => !(name in found)).map(([name]) => name)
  if (missing.length > 0) {
    throw new CourseError(
      `${shown(file)} does not export ${missing.join(' and ')}. To be explored, it has to export ` +
        '`network`, `work` and `property`: see mock-server/README.md.',
    )
  }
  for (const [name, kind] of kinds) {
    const value = found[name]
    if (typeof value !== kind || value === null) {
      throw wrong(file, name, kind === 'function' ? 'a function' : 'an object', value)
    }
  }
  const { clients, claim } = found
  if (clients !== undefined && !isCount(clients)) {
    throw wrong(file, 'clients', `a whole number from 1 to ${mostClients}`, clients)
  }
  if (claim !== undefined && typeof claim !== 'string') throw wrong(file, 'claim', 'a text', claim)
  return found as unknown as SubjectModule
}

function isCount(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= mostClients
}

function wrong(file: string, name: string, expected: string, value: unknown): CourseError {
  const came = typeof value === 'function' ? 'a function' : inspect(value, { depth: 1 })
  return new CourseError(
    `${shown(file)} exports \`${name}\`, which must be ${expected}, but it is ${came.slice(0, 60)}.`,
  )
}
