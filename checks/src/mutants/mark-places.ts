import { parseAst } from 'vitest/node'
import { walk, type Node } from './walk.ts'

/** A part of a program that does nothing before its mark is reached. */
export interface Place {
  readonly from: number
  readonly to: number
}

/** A program that notes which of its places it reaches. */
export interface Marked {
  readonly text: string
  /** The number of a place is its index. */
  readonly places: readonly Place[]
}

/**
 * Marks each place of a program that may run or not: blocks and their statements, the bodies of arrow
 * functions, and the operands that `?:`, `&&`, `||` and `??` may leave out. Otherwise the program does
 * the same as before. The verdict on the marked text tells which places each step reaches.
 */
export function markPlaces(text: string): Marked {
  const places: Place[] = []
  const starts: string[][] = []
  const ends: string[][] = []
  const mark = ({ start: from, end: to }: Node): string => {
    places.push({ from, to })
    return `globalThis[Symbol.for('overlap.reach')]?.(${places.length - 1})`
  }
  // Of two nodes with the same end, the inner one ends first.
  const wrap = ({ start, end }: Node, before: string, after: string): void => {
    ;(starts[start] ??= []).push(before)
    ;(ends[end] ??= []).unshift(after)
  }
  walk(parseAst(text, { lang: 'ts' }) as unknown as Node, (node) => {
    if (node.type === 'BlockStatement') (starts[node.start + 1] ??= []).push(`${mark(node)};`)
    for (const one of statementsIn(node)) wrap(one, `${mark(one)};`, '')
    for (const one of bodiesOf(node)) wrap(one, `{ ${mark(one)}; `, ' }')
    for (const one of operandsOf(node)) wrap(one, `(${mark(one)}, `, ')')
  })
  const pieces = Array.from({ length: text.length + 1 }, (_, at) =>
    [...(ends[at] ?? []), ...(starts[at] ?? []), text[at] ?? ''].join(''),
  )
  return { text: pieces.join(''), places }
}

/** The smallest place that holds a part of a program. */
export function placeAround(places: readonly Place[], { from, to }: Place): number | undefined {
  const around = [...places.entries()].filter(([, place]) => place.from <= from && place.to >= to)
  return around.toSorted(([, a], [, b]) => a.to - a.from - (b.to - b.from))[0]?.[0]
}

/** Statements that run one after another. A function may be called before its declaration. */
function statementsIn(node: Node): Node[] {
  const list = node.type === 'SwitchCase' ? node['consequent'] : node['body']
  if (!/^(?:BlockStatement|StaticBlock|SwitchCase)$/u.test(node.type)) return []
  return (list as Node[]).filter(({ type }) => type !== 'FunctionDeclaration')
}

/** Statements without braces after `if`, `else`, or the head of a loop. */
function bodiesOf(node: Node): Node[] {
  if (!/^(?:If|For|ForIn|ForOf|While|DoWhile)Statement$/u.test(node.type)) return []
  return nodesIn([node['body'], node['consequent'], node['alternate']])
}

/** Expressions that their parent may leave out. */
function operandsOf(node: Node): Node[] {
  if (node.type === 'ConditionalExpression') return nodesIn([node['consequent'], node['alternate']])
  if (node.type === 'LogicalExpression') return nodesIn([node['right']])
  return node.type === 'ArrowFunctionExpression' ? nodesIn([node['body']]) : []
}

function nodesIn(values: readonly unknown[]): Node[] {
  return (values as (Node | null | undefined)[]).filter(
    (one) => one !== null && one !== undefined && one.type !== 'BlockStatement',
  ) as Node[]
}
