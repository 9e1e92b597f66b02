import path from 'node:path'
import { parseAst } from 'vitest/node'
import { readIfThere } from '../files.ts'
import { textOf } from './answer-text.ts'
import { wantedNames } from './inspect.ts'
import { levelOf } from './levels.ts'
import { declaredBy } from './module-names.ts'
import type { Job } from './protocol.ts'
import type { Level } from './verdict.ts'

type Program = ReturnType<typeof parseAst>
type Names = ReadonlySet<string>

/**
 * The titles of the `Go further` steps that a learner has not begun: every export that only these steps
 * use, and no step of the task, is still the starter's. A step that uses only exports of the task counts
 * as begun, because the task has changed them.
 */
export function untouchedStars(job: Pick<Job, 'dir' | 'file' | 'text'>): string[] {
  const read = (name: string): string => readIfThere(path.join(job.dir, name)) ?? ''
  try {
    const steps = stepsIn(parsed(read('backstage/check.test.ts')), wantedNames(job))
    const ofTask = new Set(
      steps.filter(({ level }) => level === 'task').flatMap(({ uses }) => [...uses]),
    )
    const code = exportsOf(textOf(job) ?? '')
    const starter = exportsOf(read('starter.ts'))
    return steps
      .filter(({ level }) => level === 'further')
      .filter(({ uses }) => {
        const own = [...uses].filter((name) => !ofTask.has(name))
        return own.length > 0 && own.every((name) => isSame(code.get(name), starter.get(name)))
      })
      .map(({ title }) => title)
  } catch {
    // A file that Vitest can run, but this parser can't read. Then every star counts as begun.
    return []
  }
}

function isSame(code: string | undefined, starter: string | undefined): boolean {
  return code !== undefined && code === starter
}

function parsed(text: string): Program {
  return parseAst(text, { lang: 'ts' })
}

/** The text of each exported declaration, without differences in white space. */
function exportsOf(text: string): Map<string, string> {
  const statements = parsed(text).body.flatMap((statement) =>
    statement.type === 'ExportNamedDeclaration' && statement.declaration
      ? [statement.declaration]
      : [],
  )
  return new Map(
    statements.flatMap((statement) => {
      const code = text.slice(statement.start, statement.end).replaceAll(/\s+/g, ' ')
      return declaredBy(statement).map((name): [string, string] => [name, code])
    }),
  )
}

interface CheckStep {
  readonly title: string
  readonly level: Level
  /** The names of `wanted` that the step uses, also through other declarations of the file. */
  readonly uses: Names
}

function stepsIn(check: Program, wanted: readonly string[]): CheckStep[] {
  const declarations = new Map(
    check.body.flatMap((statement) => {
      const names = namesIn(statement)
      return declaredBy(statement).map((name): [string, Names] => [name, names])
    }),
  )
  const used = (names: Names): Names => {
    const all = new Set(names)
    // The loop also visits the names that it adds.
    for (const name of all) for (const more of declarations.get(name) ?? []) all.add(more)
    return new Set(wanted.filter((name) => all.has(name)))
  }
  return check.body.flatMap((statement) => {
    const call = statement.type === 'ExpressionStatement' ? statement.expression : statement
    const [group, body] = titled(call, 'describe') ?? [undefined, statement]
    return nodesIn(body).flatMap((node) => {
      const [title, step] = titled(node, 'test') ?? []
      return title === undefined
        ? []
        : [{ title, level: levelOf(group), uses: used(namesIn(step)) }]
    })
  })
}

/** The title and the other arguments of a call such as `test('title', …)`. */
function titled(node: object, callee: string): [title: string, rest: unknown] | undefined {
  const { callee: called, arguments: words } = node as {
    callee?: { name?: string }
    arguments?: readonly { value?: unknown }[]
  }
  const [title, ...rest] = words ?? []
  if (called?.name !== callee || typeof title?.value !== 'string') return undefined
  return [title.value, rest]
}

function namesIn(root: unknown): Names {
  const names = nodesIn(root).flatMap((node) => {
    const { type, name } = node as { type?: unknown; name?: unknown }
    return type === 'Identifier' && typeof name === 'string' ? [name] : []
  })
  return new Set(names)
}

/** A syntax tree's nodes, in the order of the text. */
function nodesIn(root: unknown): object[] {
  if (typeof root !== 'object' || root === null) return []
  const inner = Object.values(root).flatMap(nodesIn)
  return Array.isArray(root) ? inner : [root, ...inner]
}
