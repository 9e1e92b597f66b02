import { dateOf } from './calendar.ts'
import { createDice } from './dice.ts'
import { badQuery } from './paging.ts'
import { priceOf } from './products.ts'
import { quote } from './refusal.ts'
import { defineRoute, idOf, queryOf, type ShopRoute, wholeNumber } from './route.ts'
import { SHOP_SIZES } from './sizes.ts'
import type { ReportRow } from './types.ts'

/** Row `row` of the report of month `month` (1 to 12) of 2026. */
function reportRowOf(seed: number, month: number, row: number): ReportRow {
  const dice = createDice(seed, 'report', month, row)
  const daysInMonth = new Date(Date.UTC(2026, month, 0)).getUTCDate()
  const day = Date.UTC(2026, month - 1, dice.between(1, daysInMonth)) / 86_400_000
  const productId = dice.between(1, SHOP_SIZES.products)
  const quantity = dice.between(1, 5)
  return {
    row,
    soldOn: dateOf(day),
    productId,
    userId: dice.between(1, SHOP_SIZES.users),
    quantity,
    amountCents: quantity * priceOf(seed, productId).amountCents,
  }
}

const DEFAULT_ROWS = 10_000
const MAX_ROWS = 1_000_000
const UTF8 = new TextEncoder()

/** `/reports/:id`. `onRow` is called for each row that is made. */
export function reportRoutes(seed: number, onRow: () => void): readonly ShopRoute[] {
  return [
    defineRoute({
      method: 'GET',
      pattern: '/reports/:id',
      describe: "A month's sales, streamed as NDJSON: ?rows (to 1,000,000, else 10,000)",
      reply: (call) => {
        const month = idOf(call, 'report', SHOP_SIZES.reports)
        const rows = rowsOf(queryOf(call).get('rows'))
        const { signal, method } = call.request
        const body = method === 'HEAD' ? null : streamRows(rows, signal, makeRow)
        // The length is not known beforehand, so the framing is stated, as a true server does. A
        // stock msw server closes a connection whose body has neither.
        const headers = { 'content-type': 'application/x-ndjson', 'transfer-encoding': 'chunked' }
        return { status: 200, headers, body }

        function makeRow(row: number): string {
          onRow()
          return `${JSON.stringify(reportRowOf(seed, month, row))}\n`
        }
      },
    }),
  ]
}

/**
 * Makes a row when the reader asks for one, and not before: nothing is buffered, and a reader that
 * has gone away, by `cancel()` or by the signal, costs no further row.
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
