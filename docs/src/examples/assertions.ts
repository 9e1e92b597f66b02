import ts from 'typescript'

/** A program whose promised results are checked when it runs. */
export interface Checked {
  readonly code: string
  /** How many results it promises. */
  readonly results: number
}

const promised = /^[ \t]*(?:\n[ \t]*)?\/\/ → (?<text>[^\n]*(?:\n[ \t]*\/\/(?! →)[^\n]*)*)/u

/**
 * Turns what an example says of its results into calls that compare them:
 *
 * - `expression // → value` compares two values, deeply. The value is an expression, too.
 * - `console.log(…)` with `// → text` behind or below it compares what is printed.
 *
 * Further comment lines right below continue the value or the text. The lines of the program stay
 * where they are.
 *
 * @throws {Error} if a `// →` does not follow a statement that is an expression.
 */
export function withAssertions(code: string): Checked {
  const edits: { at: number; end: number; text: string }[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isExpressionStatement(node)) {
      const expected = promised.exec(code.slice(node.end))?.groups?.['text']
      if (expected !== undefined) edits.push(editOf(node.expression, expected, code))
    }
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile('example.ts', code, ts.ScriptTarget.ESNext, true))
  if (edits.length !== (code.match(/\/\/ →/gu) ?? []).length) {
    throw new Error('expected each // → directly behind a statement that is an expression')
  }
  const checked = edits
    .toSorted((a, b) => b.at - a.at)
    .reduce((text, edit) => text.slice(0, edit.at) + edit.text + text.slice(edit.end), code)
  return { code: checked, results: edits.length }
}

function editOf(expression: ts.Expression, expected: string, code: string) {
  const lines = expected.split(/\n[ \t]*\/\/ {0,3}/u)
  const [at, end] = [expression.getStart(), expression.end]
  if (ts.isCallExpression(expression) && expression.expression.getText() === 'console.log') {
    const text = JSON.stringify(lines.join('\n').trimEnd())
    return { at, end: expression.expression.end, text: `$prints(${text})` }
  }
  const value = lines.join(' ')
  return { at, end, text: `$shows(${code.slice(at, end)}, (${value}), ${JSON.stringify(value)})` }
}
