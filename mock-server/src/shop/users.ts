import { dateOf, SHOP_DAY } from './calendar.ts'
import { createDice } from './dice.ts'
import type { OrderBook } from './order-book.ts'
import { productOf } from './products.ts'
import { json, remember, sendJson } from './reply.ts'
import { defineRoute, idOf, type ShopCall, type ShopRoute } from './route.ts'
import { idsTo, SHOP_SIZES } from './sizes.ts'
import type { Recommendation, User } from './types.ts'
import { CITIES, FIRST_NAMES, LAST_NAMES } from './words/people-words.ts'
import type { Words } from './words/product-words.ts'

/** User `id` of the shop of this seed. No two users of a shop have the same name. */
function userOf(seed: number, id: number): User {
  const shift = createDice(seed, 'names').between(0, SHOP_SIZES.users - 1)
  const first = FIRST_NAMES[id % FIRST_NAMES.length]!
  const last = LAST_NAMES[(id * 3 + shift) % LAST_NAMES.length]!
  const dice = createDice(seed, 'user', id)
  return {
    id,
    name: `${first} ${last}`,
    email: `${withoutAccents(first)}.${withoutAccents(last)}@mail.test`,
    city: dice.pick(CITIES),
    memberSince: dateOf(SHOP_DAY - dice.between(400, 3_000)),
  }
}

function withoutAccents(name: string): string {
  return name
    .normalize('NFD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase()
}

const REASONS: Words = [
  'Goes well with the',
  'Chosen by people who bought the',
  'Because you looked twice at the',
]

/** What user `userId` may like: five products, best first. */
function recommendationsOf(seed: number, userId: number): readonly Recommendation[] {
  const dice = createDice(seed, 'recommendations', userId)
  const [neighbour, ...liked] = dice.some(6, idsTo(SHOP_SIZES.products))
  return liked.map((productId, index) => ({
    productId,
    score: (95 - index * 12 - dice.between(0, 9)) / 100,
    reason: `${dice.pick(REASONS)} ${productOf(seed, neighbour!).name}`,
  }))
}

/** `/users/:id` and what hangs below a user. */
export function userRoutes(seed: number, book: OrderBook): readonly ShopRoute[] {
  const user = remember((id: number) => userOf(seed, id))
  const recommendations = remember((id: number) => recommendationsOf(seed, id))
  const idOfUser = (call: ShopCall) => idOf(call, 'user', SHOP_SIZES.users)
  return [
    defineRoute({
      method: 'GET',
      pattern: '/users/:id',
      describe: 'A user: name, e-mail address, city',
      reply: (call) => sendJson(user(idOfUser(call)), call.request),
    }),
    defineRoute({
      method: 'GET',
      pattern: '/users/:id/orders',
      describe: 'What they ordered, the latest first; double orders are seen here',
      reply: (call) => json(book.ofUser(idOfUser(call)), call.request),
    }),
    defineRoute({
      method: 'GET',
      pattern: '/users/:id/recommendations',
      describe: 'Five products that they may like, best first',
      reply: (call) => sendJson(recommendations(idOfUser(call)), call.request),
    }),
  ]
}
