import type { Run } from '@overlap/mock-server'
import { shown } from '@overlap/scenarios'
import type { Call } from '@overlap/trace'

/** The product that a call requested. */
export function idOf({ url }: Call): number {
  return Number(url.split('/').at(-1))
}

/** Ids for a sentence, cut after ten. */
export function few(ids: readonly (number | string)[]): string {
  if (ids.length <= 12) return ids.join(', ')
  return `${ids.slice(0, 10).join(', ')} and ${ids.length - 10} more`
}

/** The ids of what an array holds. */
export function idsIn(list: readonly unknown[]): (number | string)[] {
  const idIn = (one: unknown): number | undefined => (one as { id?: number } | undefined | null)?.id
  return Array.from(list, (one) => idIn(one) ?? 'nothing')
}

/** Sentences about a promise that never settled while a rejection was unhandled. */
export function unhandledIn({ unhandled }: Run<unknown>): string {
  return (
    `your promise never settled, and nothing handled the rejection with ${shown(unhandled[0])}. In ` +
    'Node, an unhandled rejection ends the process. Make that error reject the promise that you return.'
  )
}
