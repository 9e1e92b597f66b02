import type { Header } from '../record/headers.ts'

/** Headers that hold a URL, or only a part of one. */
const OF_URLS =
  /^(?:content-location|location|refresh|referr?er|(?:x-)?(?:original|forwarded|rewrite|request)-(?:url|uri|path))$/iu

/** Whatever a URL or an absolute path has after its path, in any text. */
const IN_TEXT = /((?:[a-z][a-z\d+.-]*:\/\/|\/)[^\s?#"'<>]*)[?#][^\s"'<>]*/giu

const USER = /([a-z][a-z\d+.-]*:\/\/)[^\s/?#"'<>]*@/giu

/** Headers without the queries, fragments and users of the URLs in them. */
export const privateHeaders = (headers: readonly Header[]): Header[] =>
  headers.map(([name, value]) => {
    const plain = value.replace(USER, '$1').replace(IN_TEXT, '$1')
    return [name, OF_URLS.test(name) ? plain.replace(/[?#].*/su, '') : plain]
  })
