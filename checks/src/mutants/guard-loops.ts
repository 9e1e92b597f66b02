import { parseAst } from 'vitest/node'
import { walk, type Node } from './walk.ts'

/** Maximum iterations of one loop. The solutions of all lessons need fewer than 3000. */
const mostTurns = 100_000

/** The message of the error that ends a loop. */
export const endlessLoop = 'This loop never ended'

/**
 * Makes each loop of a program throw after {@link mostTurns} iterations. Otherwise a mutant with an endless
 * loop would block its thread until the runner stops it. Line numbers stay the same.
 */
export function guardLoops(text: string): string {
  const inserts: { readonly at: number; readonly what: string }[] = []
  walk(parseAst(text, { lang: 'ts' }) as unknown as Node, (node, parent) => {
    if (!/^(?:For|ForIn|ForOf|While|DoWhile)Statement$/u.test(node.type)) return
    const body = node['body'] as Node
    // A label has to stay directly before its loop.
    const { start, end } = parent?.type === 'LabeledStatement' ? parent : node
    const turns = `turns${node.start}`
    const count = `if (++${turns} > ${mostTurns}) throw new Error('${endlessLoop}');`
    inserts.push(
      { at: start, what: `{ let ${turns} = 0; ` },
      { at: body.start, what: `{ ${count} ` },
      { at: body.end, what: ' }' },
      { at: end, what: ' }' },
    )
  })
  return inserts
    .toSorted((a, b) => b.at - a.at)
    .reduce((result, { at, what }) => result.slice(0, at) + what + result.slice(at), text)
}
