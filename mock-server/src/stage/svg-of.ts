import { countsToSvg, percentilesToSvg, toSvg } from '@overlap/trace'
import type { Act } from './stage.ts'

/**
 * Draws the picture of an act as an SVG document, under its title. An act that drew itself with a
 * function gets a timeline.
 *
 * @example
 * ```ts
 * import { perform, svgOf } from '@overlap/mock-server/stage'
 *
 * const [act] = await perform(
 *   {
 *     network: { latency: 100 },
 *     demo: async (stage) => {
 *       await stage.act('One call', (api) => fetch(api.url('/todos/1')), { picture: 'counts' })
 *     },
 *   },
 *   { virtual: true, print: () => {} },
 * )
 *
 * act && svgOf(act).includes('sent, max 1 of 1') // → true
 * ```
 */
export function svgOf({ title, trace, shown }: Act): string {
  if (shown === undefined) return toSvg(trace, { title })
  return 'counts' in shown
    ? countsToSvg(trace, { ...shown.counts, title })
    : percentilesToSvg(shown.percentiles, { title })
}
