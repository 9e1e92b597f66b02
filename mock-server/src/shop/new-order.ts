import * as v from 'valibot'
import { quote, Refusal, shorten } from './refusal.ts'
import { SHOP_SIZES } from './sizes.ts'
import type { NewOrder, Problem } from './types.ts'

const MAX_LINES = 50
const MAX_QUANTITY = 100
/** The most problems that a reply lists. */
const MAX_PROBLEMS = 10
const EXAMPLE = '{"userId": 1, "items": [{"productId": 7, "quantity": 2}]}'

const LINES = `a list of 1 to ${MAX_LINES} items`

const NewOrderSchema = v.strictObject(
  {
    userId: numberTo(SHOP_SIZES.users, "a user's id"),
    items: v.pipe(
      v.array(
        v.strictObject(
          {
            productId: numberTo(SHOP_SIZES.products, "a product's id"),
            quantity: numberTo(MAX_QUANTITY, 'a quantity'),
          },
          objectMessage,
        ),
        expected(LINES),
      ),
      v.minLength(1, `expected ${LINES}, got none`),
      v.maxLength(MAX_LINES, ({ received }) => `expected ${LINES}, got ${received}`),
    ),
  },
  objectMessage,
)

/**
 * Parses the body of `POST /orders`. It accepts any Content-Type, so a plain `curl -d` works.
 *
 * @throws {Refusal} 400 with up to 10 wrong fields.
 */
export function parseNewOrder(text: string): NewOrder {
  const result = v.safeParse(NewOrderSchema, parseJson(text))
  if (result.success) return result.output
  throw badOrder(
    result.issues.slice(0, MAX_PROBLEMS).map(({ path, message }) => {
      return { field: fieldName(path?.map(({ key }) => key) ?? []), message }
    }),
  )
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    const came = text === '' ? 'nothing' : quote(text)
    throw badOrder([{ field: 'body', message: `expected JSON, got ${came}` }])
  }
}

function badOrder(problems: readonly Problem[]): Refusal {
  const list = problems.map(({ field, message }) => `${field}: ${message}`).join('; ')
  return new Refusal(
    400,
    `Cannot place this order: ${list}. An order looks like ${EXAMPLE}`,
    problems,
  )
}

function numberTo(max: number, what: string) {
  return v.custom<number>(
    (value) => Number.isInteger(value) && (value as number) >= 1 && (value as number) <= max,
    expected(`${what}, a whole number from 1 to ${max}`),
  )
}

function expected(what: string) {
  return ({ received }: { received: string }) => `expected ${what}, got ${shorten(received)}`
}

function objectMessage({ expected: wanted, received }: v.StrictObjectIssue): string {
  if (wanted === 'never') return 'is not a field of an order'
  if (wanted === 'Object') return `expected an object, got ${shorten(received)}`
  return 'is missing'
}

/** Writes a path as in a program: `['items', 0, 'quantity']` is `items[0].quantity`. */
function fieldName(keys: readonly unknown[]): string {
  if (keys.length === 0) return 'body'
  return keys
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${shorten(String(key))}`))
    .join('')
    .slice(1)
}
