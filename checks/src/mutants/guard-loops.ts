import { parseAst } from 'vitest/node'
import { walk, type Node } from './walk.ts'

/** Turns of one loop, far more than any lesson needs: they take less than half a second. */
const mostTurns = 1_000_000

/** The message of the error that ends a loop. */
export const endlessLoop = 'This loop never ended'

/**
 * A program in which a loop ends with an error after a million turns. A mutant that loops for ever
 * would else block its thread until the runner gives it up. Every line keeps its number.
 */
export function guardLoops(text: string): string {
  const inserts: { readonly at: number; readonly what: string }[] = []
  walk(parseAst(text, { lang: 'ts' }) as unknown as Node, (node, parent) => {
    if (!/^(?:For|ForIn|ForOf|While|DoWhile)Statement$/u.test(node.type)) return
    const body = node['body'] as Node
    // A label belongs to its loop.
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
