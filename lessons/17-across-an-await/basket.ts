import { HttpError } from '@overlap/lesson-05'
import type { Abortable, BasketItem } from './types.ts'

/** A basket as it was when the shop answered. */
export interface ReadBasket {
  readonly items: readonly BasketItem[]
  /** The version of the basket. It changes with every write. */
  readonly etag: string
}

/**
 * Reads a basket.
 *
 * @throws {HttpError} if the status isn't 200 to 299.
 */
export async function readBasket(url: string, { signal }: Abortable = {}): Promise<ReadBasket> {
  const response = await fetch(url, { signal: signal ?? null })
  const body = await response.text()
  if (!response.ok) throw new HttpError(url, response, body)
  const { items } = JSON.parse(body) as { items: BasketItem[] }
  return { items, etag: response.headers.get('etag') ?? '' }
}

/** Options of `writeBasket`. */
export interface WriteOptions extends Abortable {
  /**
   * Write only if the basket still has this version (`If-Match`). Otherwise the shop answers 412 and
   * changes nothing. Without it, the shop overwrites whatever is there.
   */
  readonly etag?: string | undefined
}

/**
 * Replaces a basket.
 *
 * @throws {HttpError} if the status isn't 200 to 299.
 */
export async function writeBasket(
  url: string,
  items: readonly BasketItem[],
  { etag, signal }: WriteOptions = {},
): Promise<void> {
  const response = await fetch(url, {
    method: 'PUT',
    headers: etag === undefined ? {} : { 'if-match': etag },
    body: JSON.stringify({ items }),
    signal: signal ?? null,
  })
  const body = await response.text()
  if (!response.ok) throw new HttpError(url, response, body)
}

/** Whether the shop refused a write because its `etag` isn't the basket's version any more (412). */
export function isOutdated(error: unknown): boolean {
  return error instanceof HttpError && error.status === 412
}

/** A copy of the items with one more. If the product is already there, its quantity grows. */
export function withItem(items: readonly BasketItem[], item: BasketItem): BasketItem[] {
  const { productId, quantity } = item
  if (!items.some((one) => one.productId === productId)) return [...items, item]
  return items.map((one) =>
    one.productId === productId ? { productId, quantity: one.quantity + quantity } : one,
  )
}
