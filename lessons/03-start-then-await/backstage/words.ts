import type { Call } from '@overlap/trace'

/** The path of a call, such as `/products/3`. */
export const pathOf = ({ url }: Call): string => {
  const { pathname, search } = new URL(url)
  return decodeURI(pathname + search)
}
