import { hash, randomBytes } from 'node:crypto'

/** Nobody who reads a digest can find out the query by trying some, because each process has its own salt. */
const salt = randomBytes(16).toString('hex')

/**
 * A URL that is safe to write down: without user and fragment, and with a digest in place of its query.
 * Equal queries have equal digests within a process, so that two calls can still be told apart.
 */
export function privateUrl(url: string): string {
  const shown = publicUrl(url)
  const at = shown.indexOf('?')
  if (at === -1) return shown
  const query = shown.slice(at + 1)
  const plain = shown.slice(0, at)
  return query === '' ? plain : `${plain}?${DIGEST}${hash('sha1', salt + query).slice(0, 12)}`
}

/** Begins a digest. No browser or library writes a query like this. */
const DIGEST = '~'

/** A URL of {@link privateUrl} without its digest, and any other URL as it is. */
export const withoutDigest = (url: string): string => url.replace(/\?~[\da-f]{12}$/u, '')

/** A URL without user and fragment. Costs little if it has neither, as most. */
export const publicUrl = (url: string): string => withoutUser(withoutFragment(url))

const withoutFragment = (url: string): string => {
  const at = url.indexOf('#')
  return at === -1 ? url : url.slice(0, at)
}

const withoutUser = (url: string): string =>
  url.includes('@') ? url.replace(/^([a-z][a-z\d+.-]*:\/\/)[^/?#]*@/iu, '$1') : url
