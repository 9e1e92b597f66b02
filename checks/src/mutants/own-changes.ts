import { parseAst } from 'vitest/node'
import type { Change } from './mutant.ts'
import { walk, type Node } from './walk.ts'

// Changes for which Stryker has no mutator.

const combinators: Readonly<Record<string, readonly string[]>> = {
  all: ['race', 'allSettled'],
  allSettled: ['all'],
  any: ['race', 'all'],
  race: ['any', 'all'],
}

/** Bodies of a function that a learner has not written yet. */
const hollowBodies = [
  '{ return new Promise(() => {}) }',
  "{ throw new Error('Not written yet') }",
  '{ return 42 }',
]

/** Changes that matter to a concurrent program: a missing `await`, another combinator, and others. */
export function ownChanges(text: string): Change[] {
  const changes: Change[] = []
  const put = (mutator: string, from: number, to: number, is: string): void =>
    void changes.push({ mutator, from, to, is })
  walk(parseAst(text, { lang: 'ts' }) as unknown as Node, (node) => {
    const { type, start, end } = node
    if (type === 'AwaitExpression') put('Await', start, (node['argument'] as Node).start, '')
    if (type === 'ExpressionStatement') put('Statement', start, end, ';')
    if (type === 'Literal' && typeof node['value'] === 'number') {
      put('Number', start, end, String(node['value'] + 1))
    }
    if (type === 'ExportNamedDeclaration') {
      const body = (node['declaration'] as Node | null)?.['body'] as Node | undefined
      if (body?.type === 'BlockStatement') {
        for (const hollow of hollowBodies) put('Hollow', body.start, body.end, hollow)
      }
    }
    if (type === 'ObjectExpression') {
      const properties = node['properties'] as Node[]
      for (const [i, property] of properties.entries()) {
        if (properties.length > 1) {
          put('Property', property.start, properties[i + 1]?.start ?? end - 1, '')
        }
      }
    }
    if (type === 'MemberExpression' && (node['object'] as Node)['name'] === 'Promise') {
      const property = node['property'] as Node
      for (const other of combinators[String(property['name'])] ?? []) {
        put('Combinator', property.start, property.end, other)
      }
    }
  })
  return changes
}
