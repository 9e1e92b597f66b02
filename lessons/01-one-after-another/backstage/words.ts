import type { Run } from '@overlap/mock-server'
import { shown } from '@overlap/scenarios'
import type { Call } from '@overlap/trace'

/** The todo that a call requested; `NaN` if it requested something else. */
export function idOf({ url }: Call): number {
  const { pathname } = new URL(url)
  return pathname.startsWith('/todos/') ? Number(pathname.slice('/todos/'.length)) : Number.NaN
}

/** The path of a call, as code. */
export const pathOf = ({ url }: Call): string => `\`${new URL(url).pathname}\``

/** Ids for a sentence, cut after ten. */
export function few(ids: readonly (number | string)[]): string {
  if (ids.length <= 12) return ids.join(', ')
  return `${ids.slice(0, 10).join(', ')} and ${ids.length - 10} more`
}

/** The ids of what a list holds. */
export function idsIn(list: readonly unknown[]): (number | string)[] {
  const idIn = (one: unknown): number | undefined => (one as { id?: number } | undefined | null)?.id
  return Array.from(list, (one) => idIn(one) ?? 'nothing')
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
