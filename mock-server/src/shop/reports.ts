import { badQuery } from './paging.ts'
import { quote } from './refusal.ts'
import type { ShopReply } from './reply.ts'
import { idOf, queryOf, type ShopCall, type ShopRoute, wholeNumber } from './route.ts'
import type { Shop } from './shop.ts'
import { SHOP_SIZES } from './sizes.ts'

const DEFAULT_ROWS = 10_000
const MAX_ROWS = 1_000_000
const UTF8 = new TextEncoder()

/** `/reports/:id`. */
export const reportRoutes: readonly ShopRoute[] = [
  {
    method: 'GET',
    pattern: '/reports/:id',
    describe: "A month's sales, streamed as NDJSON: ?rows (to 1,000,000, else 10,000)",
    reply: streamReport,
  },
]

function streamReport(shop: Shop, call: ShopCall): ShopReply {
  const month = idOf(call, 'report', SHOP_SIZES.reports)
  const rows = rowsOf(queryOf(call).get('rows'))
  const { signal, method } = call.request
  const makeRow = (row: number): string => {
    shop.reportRows += 1
    return `${JSON.stringify(shop.data.reportRow(month, row))}\n`
  }
  const body = method === 'HEAD' ? null : streamRows(rows, signal, makeRow)
  // The length is not known in advance, so the reply states its framing, as a real server does. A
  // stock msw server closes the connection if a body has neither.
  const headers = { 'content-type': 'application/x-ndjson', 'transfer-encoding': 'chunked' }
  return { status: 200, headers, body }
}

/**
 * Makes each row when the reader asks for it. Nothing is buffered, and no row is made after the
 * reader cancels or the signal aborts.
 */
function streamRows(
  rows: number,
  signal: AbortSignal,
  makeRow: (row: number) => string,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  let row = 0
  return new ReadableStream(
    {
      pull(controller) {
        if (signal.aborted) return controller.error(signal.reason)
        row++
        controller.enqueue(UTF8.encode(makeRow(row)))
        if (row === rows) controller.close()
      },
    },
    { highWaterMark: 0 },
  )
}

function rowsOf(text: string | null): number {
  if (text === null) return DEFAULT_ROWS
  const rows = wholeNumber(text)
  if (rows !== undefined && rows >= 1 && rows <= MAX_ROWS) return rows
  throw badQuery('?rows', `expected a whole number from 1 to ${MAX_ROWS}, got ${quote(text)}`)
}
