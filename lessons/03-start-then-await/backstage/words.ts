import type { Run } from '@overlap/mock-server'
import { shown } from '@overlap/scenarios'
import type { Call } from '@overlap/trace'

/** The path of a call, such as `/products/3`. */
export const pathOf = ({ url }: Call): string => {
  const { pathname, search } = new URL(url)
  return decodeURI(pathname + search)
}

/** `1 call`, `2 calls`. */
export const count = (number: number, thing: string): string =>
  `${number} ${thing}${number === 1 ? '' : 's'}`

/** Sentences about a promise that never settled while a rejection was unhandled. */
export function unhandledIn({ unhandled }: Run<unknown>): string {
  return (
    `your promise never settled, and nothing handled the rejection with ${shown(unhandled[0])}. In ` +
    'Node, an unhandled rejection ends the process. Make that error reject the promise that you return.'
  )
}
