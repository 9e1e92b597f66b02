const TOKEN = /<(\/?)([a-z]+)((?: [A-Za-z][\w:-]*="[^"<]*")*)(\/?)>|([^<]+)/guy
const LONE_AMPERSAND = /&(?!\w+;|#\d+;)/u
const CONTROL = /(?!\n)\p{Cc}/u

/**
 * Lists why a text is not one well-formed XML element, as far as drawings need it: tags must be
 * balanced, attributes quoted and unique, and special characters escaped.
 */
export function xmlProblems(xml: string): string[] {
  const problems: string[] = []
  const open: string[] = []
  let at = 0
  for (const [all, closing, name = '', attributes = '', selfClosing, text] of xml.matchAll(TOKEN)) {
    at += all.length
    if (LONE_AMPERSAND.test(all) || CONTROL.test(all)) problems.push(`unescaped: ${all}`)
    if (text !== undefined) {
      if (open.length === 0) problems.push(`text outside: ${text}`)
      continue
    }
    const keys = Array.from(attributes.matchAll(/ ([\w:-]+)="/gu), (match) => match[1])
    if (new Set(keys).size < keys.length) problems.push(`attribute twice: ${all}`)
    if (closing === '/' && open.pop() !== name) problems.push(`closes nothing: ${all}`)
    if (closing === '' && selfClosing === '') open.push(name)
  }
  if (at < xml.length) problems.push(`no token: ${xml.slice(at, at + 40)}`)
  return [...problems, ...open.map((name) => `not closed: ${name}`)]
}
