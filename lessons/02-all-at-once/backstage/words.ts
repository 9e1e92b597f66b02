import type { Call } from '@overlap/trace'

/** The product that a call requested. */
export function idOf({ url }: Call): number {
  return Number(url.split('/').at(-1))
}
