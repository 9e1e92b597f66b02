/** A header as it is recorded. */
export type Header = readonly [name: string, value: string]

/** Headers in the form their owner has: a `Headers`, pairs, or an object as Node's servers have it. */
export type HeaderSource =
  | Iterable<readonly (string | number)[]>
  | Readonly<Record<string, string | number | readonly (string | number)[] | undefined>>

/** The most characters that are kept of one list of headers, names and values together. */
export const MOST_HEADER_CHARACTERS = 4096

/** What stands in place of a value that may be a secret. */
export const MASKED = '[masked]'

const SECRET =
  /authorization|cookie|token|secret|password|passwd|session|credential|signature|api-?key|csrf|xsrf/i

/**
 * Copies headers for the record. Values of headers whose names sound like a secret are masked, and
 * what is above {@link MOST_HEADER_CHARACTERS} is cut off. Never throws for a `HeaderSource`.
 */
export function recordedHeaders(source: HeaderSource): Header[] {
  const headers: Header[] = []
  let room = MOST_HEADER_CHARACTERS
  for (const [name, value] of pairsOf(source)) {
    const shown = SECRET.test(name) ? MASKED : value
    if (name.length + shown.length > room) {
      if (name.length + 1 < room) headers.push([name, `${shown.slice(0, room - name.length - 1)}…`])
      break
    }
    headers.push([name, shown])
    room -= name.length + shown.length
  }
  return headers
}

/** Name and value of each header; one that has several values comes once for each. */
export function* pairsOf(source: HeaderSource): Generator<Header> {
  if (Symbol.iterator in source) {
    for (const [name = '', value = ''] of source) yield [String(name), String(value)]
    return
  }
  for (const [name, value] of Object.entries(source)) {
    if (value === undefined) continue
    for (const one of [value].flat()) yield [name, String(one)]
  }
}
