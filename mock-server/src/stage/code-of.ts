// Finds the code of an act in the source text of its demo. The function's own text would lack the
// types and comments, because the file was compiled.

/**
 * The body of the function that is written right after an act's title, as an argument of the same call:
 * its lines, without the indentation that they share. Empty if there is no such function.
 *
 * @example
 * ```ts
 * import { codeOf } from '@overlap/mock-server/stage'
 *
 * const source = "await stage.act('One call', (api) => fetch(api.url('/todos/1')))"
 *
 * codeOf(source, 'One call') // → ["fetch(api.url('/todos/1'))"]
 * ```
 */
export function codeOf(source: string, title: string): string[] {
  for (const after of endsOfLiteral(source, title)) {
    const body = bodyAfter(source, after)
    if (body !== undefined) return linesOf(body)
  }
  return []
}

/** Where the string literals with this text end. */
function endsOfLiteral(source: string, text: string): number[] {
  return ["'", '"', '`'].flatMap((quote) => {
    const parts = source.split(`${quote}${text}${quote}`)
    let at = 0
    return parts.slice(0, -1).map((part) => (at += part.length + text.length + 2))
  })
}

/** The text between a function's braces, or after its arrow. */
function bodyAfter(source: string, start: number): string | undefined {
  const head = /^\s*,\s*(?:async\s+)?(?=\(|\w+\s*=>)/.exec(source.slice(start))
  if (head === null) return undefined
  const arrow = find(source, start + head[0].length, (text) => text === '=>')
  if (arrow === undefined) return undefined
  const from = arrow + 2
  const first = from + (/^\s*/.exec(source.slice(from))?.[0].length ?? 0)
  if (source[first] !== '{') {
    return source.slice(
      first,
      find(source, first, (text) => /^[,)]/.test(text)),
    )
  }
  return source.slice(
    first + 1,
    find(source, first + 1, (text) => text.startsWith('}')),
  )
}

const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' }

/**
 * Finds the first match from `start` on that is not in a string, a comment or brackets that open there.
 *
 * @param isIt - gets the two characters at a place
 */
function find(source: string, start: number, isIt: (text: string) => boolean): number | undefined {
  let at = start
  while (at < source.length) {
    const text = source.slice(at, at + 2)
    if (isIt(text)) return at
    const close = closing[text[0] ?? '']
    if (close !== undefined) {
      at = (find(source, at + 1, (there) => there.startsWith(close)) ?? source.length) + 1
    } else at = skip(source, at, text)
  }
  return undefined
}

/** The end of the token at this place: a comment, a string, or a single character. */
function skip(source: string, at: number, text: string): number {
  const ends = (end: string): number => {
    const found = source.indexOf(end, at + 2)
    return found < 0 ? source.length : found + end.length
  }
  if (text === '//') return ends('\n')
  if (text === '/*') return ends('*/')
  const [quote = ''] = text
  return '\'"`'.includes(quote) ? endOfString(source, at, quote) : at + 1
}

function endOfString(source: string, start: number, quote: string): number {
  let at = start + 1
  while (at < source.length && source[at] !== quote) {
    if (source[at] === '\\') at += 2
    else if (quote === '`' && source.startsWith('${', at)) {
      at = (find(source, at + 2, (text) => text.startsWith('}')) ?? source.length) + 1
    } else at++
  }
  return at + 1
}

/** Lines without the empty lines around them, their shared indentation and linter comments. */
function linesOf(body: string): string[] {
  const lines = body
    .split(/\r?\n/)
    .map((line) => line.trimEnd())
    .filter((line) => !/^\s*\/\/ oxlint-/.test(line))
  while (lines[0] === '') lines.shift()
  while (lines.at(-1) === '') lines.pop()
  const [first = '', ...others] = lines
  // The first line of an expression begins after its arrow.
  const rest = /^\s/.test(first) ? lines : others
  const widths = rest.filter((line) => line !== '').map((line) => line.search(/\S/))
  const shared = widths.length === 0 ? 0 : Math.min(...widths)
  const cut = rest.map((line) => line.slice(shared))
  return rest === lines ? cut : [first, ...cut]
}
