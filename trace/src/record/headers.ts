/** A header as it is recorded. */
export type Header = readonly [name: string, value: string]

/** Headers as a `Headers`, as pairs, or as an object like the `headers` of Node's requests. */
export type HeaderSource =
  | Iterable<readonly (string | number)[]>
  | Readonly<Record<string, string | number | readonly (string | number)[] | undefined>>

/** The most characters to keep of one list of headers, counting names and values. */
export const MOST_HEADER_CHARACTERS = 4096

/** Replaces a value that may be a secret. */
export const MASKED = '[masked]'

const SECRET =
  /auth(?!or(?!i)|ority)|cookie|token|jwt|secret|passw|session|(?:^|-)sid(?:-|$)|credential|signature|assertion|(?<!idempotency-)key(?:$|-)|csrf|xsrf/i

/**
 * Copies headers for the record. Masks the values of headers whose names suggest a secret, and cuts
 * off what exceeds {@link MOST_HEADER_CHARACTERS}.
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

/** Lists names and values. A header with several values appears once for each value. */
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
