import type { Call } from '@overlap/trace'

/** The todo that a call requested; `NaN` if it requested something else. */
export function idOf({ url }: Call): number {
  const { pathname } = new URL(url)
  return pathname.startsWith('/todos/') ? Number(pathname.slice('/todos/'.length)) : Number.NaN
}

/** The path of a call, as code. */
export const pathOf = ({ url }: Call): string => `\`${new URL(url).pathname}\``
