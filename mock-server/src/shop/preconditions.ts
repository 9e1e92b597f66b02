import { quote, Refusal, shorten } from './refusal.ts'
import type { ShopRequest } from './reply.ts'

/** One or more entity tags with commas between them (RFC 9110, 8.8.3). */
const TAGS =
  /^(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"(?:[ \t]*,[ \t]*(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*")*$/

/**
 * Refuses to change a resource that is no longer the one that the client has seen: the If-Match header
 * of RFC 9110, 13.1.1. It compares strongly, so a weak tag never matches. `*` matches everything that
 * exists. Without the header, nothing is refused.
 *
 * @param cannot What isn't done then: `replace this basket`.
 * @throws {Refusal} 412 with the current ETag, or 400 if the header isn't a list of tags.
 */
export function requireMatch(request: ShopRequest, etag: string, cannot: string): void {
  const wanted = request.headers.get('if-match')?.trim()
  if (wanted === undefined || wanted === '*') return
  if (!TAGS.test(wanted)) {
    const message = `expected * or an ETag in double quotes, such as ${etag}, got ${quote(wanted)}`
    throw new Refusal(400, `Cannot ${cannot}: If-Match: ${message}`, [
      { field: 'If-Match', message },
    ])
  }
  if (tagsIn(wanted).includes(etag)) return
  throw new Refusal(
    412,
    `Cannot ${cannot}: If-Match is ${shorten(wanted)}, but its ETag is ${etag} by now. ` +
      'Read it again, and repeat your change on what you get',
    [],
    { etag },
  )
}

/** The tags of a list. A tag may contain commas. */
function tagsIn(list: string): readonly string[] {
  return list.match(/(?:W\/)?"[^"]*"/g) ?? []
}
