import { audited, simulate, type Run } from '@overlap/mock-server'
import { fc, reasons } from '@overlap/scenarios'
import type { FetchPage, Page, PagesOptions } from '../types.ts'

/** The learner's `pages`. */
export type Pages = <P extends Page>(
  fetchPage: FetchPage<P>,
  options?: PagesOptions,
) => AsyncIterable<P>

/** A search, and how a loop reads its pages. */
export interface PagesScene {
  /** How many of the 19 products are on a page. */
  readonly perPage: number
  readonly latencyMs: number
  readonly workMs: number
  readonly prefetch?: number
  /** Which page fails, from 0, and with what. */
  readonly fail?: { readonly at: number; readonly error: unknown }
  /** What the last page has in place of a cursor. Default: `null`. */
  readonly last?: Page
  readonly stopAfter?: number
  readonly abortMs?: number
  readonly reason?: unknown
}

/** One call of `fetchPage`. */
export interface PageCall {
  readonly cursor: unknown
  readonly startMs: number
  readonly signal: AbortSignal | undefined
  endMs?: number
  page?: ShopPage
}

/** What was seen of the pages. */
export interface PagesPlayed {
  readonly run: Run<unknown>
  readonly calls: readonly PageCall[]
  readonly got: readonly { readonly page: unknown; readonly ms: number }[]
  readonly leftMs: number | undefined
  readonly caller: AbortSignal
}

interface ShopPage extends Page {
  readonly items: readonly unknown[]
}

/** The shop finds so many products. */
const FOUND = 19

/** How many pages there are. */
export function pageCount({ perPage }: PagesScene): number {
  return Math.ceil(FOUND / perPage)
}

/** Draws loops that read all pages, or meet an error. */
export const pagesScenes: fc.Arbitrary<PagesScene> = fc
  .record({
    perPage: fc.constantFrom(3, 4, 5, 7, 10, 19),
    latencyMs: fc.constantFrom(40, 100),
    workMs: fc.constantFrom(0, 30, 130, 250),
    prefetch: fc.constantFrom(undefined, 1, 2, 3),
    last: fc.constantFrom<Page>({ nextCursor: null }, { nextCursor: '' }, {}),
    error: reasons,
    part: fc.constantFrom(-1, -1, 0, 50, 99),
  })
  .map(({ prefetch, part, error, ...scene }) => ({
    ...scene,
    ...(prefetch !== undefined && { prefetch }),
    ...(part >= 0 && { fail: { at: Math.floor((pageCount(scene) * part) / 100), error } }),
  }))

/** A page as the scene wants it: the last one may end the list in three ways. */
function pageOf(page: ShopPage, { last = { nextCursor: null } }: PagesScene): ShopPage {
  return page.nextCursor ? page : { items: page.items, ...last }
}

/** Runs a loop over the learner's `pages`, which load a search of the shop. */
export async function playPages(pages: Pages, scene: PagesScene): Promise<PagesPlayed> {
  const calls: PageCall[] = []
  const got: { page: unknown; ms: number }[] = []
  const caller = new AbortController()
  const { abortMs, prefetch, fail } = scene
  let leftMs: number | undefined
  const load = audited(pages, { returns: 'value' })
  const run = await simulate({ latency: scene.latencyMs }, async (api, time) => {
    if (abortMs !== undefined) void time.sleep(abortMs).then(() => caller.abort(scene.reason))
    const fetchPage: FetchPage<ShopPage> = async (cursor, given) => {
      const call: PageCall = { cursor, startMs: time.nowMs, signal: given?.signal }
      if (calls.push(call) > pageCount(scene) + 2) return new Promise(() => {})
      const at = calls.length - 1
      const next = cursor ? `&cursor=${cursor}` : ''
      const url = api.url(`/search?q=red&limit=${scene.perPage}${next}`)
      try {
        const response = await fetch(url, call.signal ? { signal: call.signal } : {})
        call.page = pageOf((await response.json()) as ShopPage, scene)
      } finally {
        call.endMs = time.nowMs
      }
      if (fail?.at === at) throw fail.error
      return call.page
    }
    const options = {
      ...(prefetch !== undefined && { prefetch }),
      ...(abortMs !== undefined && { signal: caller.signal }),
    }
    for await (const page of load(fetchPage, options)) {
      got.push({ page, ms: time.nowMs })
      if (got.length > 30) break
      if (scene.workMs) await time.sleep(scene.workMs)
      if (got.length !== scene.stopAfter) continue
      leftMs = time.nowMs
      break
    }
  })
  return { run, calls, got, leftMs, caller: caller.signal }
}
