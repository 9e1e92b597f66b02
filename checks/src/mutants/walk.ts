/** A node of a syntax tree, with its place in the text. */
export type Node = { readonly type: string; readonly start: number; readonly end: number } & {
  readonly [key: string]: unknown
}

/**
 * Visits every node that exists at run time, so no types and no imports. Outer nodes come first.
 */
export function walk(
  node: Node,
  visit: (node: Node, parent: Node | undefined) => void,
  parent?: Node,
): void {
  visit(node, parent)
  for (const child of Object.values(node).flat()) if (isCode(child)) walk(child, visit, node)
}

function isCode(value: unknown): value is Node {
  if (typeof value !== 'object' || value === null || !('type' in value)) return false
  return !/^(?:TS(?!AsExpression|NonNull|Satisfies)|Import)/u.test(String(value.type))
}
