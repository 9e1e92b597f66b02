import { dateOf, SHOP_DAY } from './calendar.ts'
import { createDice } from './dice.ts'
import { SHOP_SIZES } from './sizes.ts'
import type { User } from './types.ts'
import { CITIES, FIRST_NAMES, LAST_NAMES } from './words/people-words.ts'

/** User `id` of the shop of this seed. No two users of a shop have the same name. */
export function userOf(seed: number, id: number): User {
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
