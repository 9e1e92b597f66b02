import { isNextPage } from '../findings/next-page.ts'
import { digestOf } from './digest.ts'

/**
 * A URL that is safe to write down: without user and fragment, and with a digest in place of its query.
 * Equal queries have equal digests within a thread, so that two calls can still be told apart. That
 * it asks for the next page of a list remains visible.
 */
export function privateUrl(url: string): string {
  const shown = publicUrl(url)
  const at = shown.indexOf('?')
  if (at === -1) return shown
  const query = shown.slice(at + 1)
  const plain = shown.slice(0, at)
  if (query === '') return plain
  return `${plain}?${DIGEST}${digestOf(query)}${isNextPage(shown) ? '&cursor=' : ''}`
}

/** Begins a digest. No browser or library writes a query like this. */
const DIGEST = '~'

/** A URL of {@link privateUrl} without its digest, and any other URL as it is. */
export const withoutDigest = (url: string): string =>
  url.replace(/\?~[\da-f]{12}(?:&cursor=)?$/u, '')

/** A URL without user and fragment. Costs little if it has neither, as most. */
export const publicUrl = (url: string): string => withoutUser(withoutFragment(url))

const withoutFragment = (url: string): string => {
  const at = url.indexOf('#')
  return at === -1 ? url : url.slice(0, at)
}

const withoutUser = (url: string): string =>
  url.includes('@') ? url.replace(/^([a-z][a-z\d+.-]*:\/\/)[^/?#]*@/iu, '$1') : url
