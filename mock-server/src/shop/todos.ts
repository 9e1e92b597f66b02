import { createDice } from './dice.ts'
import { remember, sendJson } from './reply.ts'
import { defineRoute, idOf, type ShopRoute } from './route.ts'
import { SHOP_SIZES } from './sizes.ts'
import type { Todo } from './types.ts'
import { MOMENTS, OBJECTS, TASKS } from './words/prose-words.ts'

/** Todo `id` of the shop of this seed: 1 to 10 are user 1's, 11 to 20 user 2's, and so on. */
function todoOf(seed: number, id: number): Todo {
  const dice = createDice(seed, 'todo', id)
  return {
    userId: Math.ceil((id * SHOP_SIZES.users) / SHOP_SIZES.todos),
    id,
    title: `${dice.pick(TASKS)} ${dice.pick(OBJECTS)} ${dice.pick(MOMENTS)}`,
    completed: dice.chance(0.5),
  }
}

/** `/todos/:id`. */
export function todoRoutes(seed: number): readonly ShopRoute[] {
  const todo = remember((id: number) => todoOf(seed, id))
  return [
    defineRoute({
      method: 'GET',
      pattern: '/todos/:id',
      describe: 'A thing to do, and whether it is done',
      reply: (call) => sendJson(todo(idOf(call, 'todo', SHOP_SIZES.todos)), call.request),
    }),
  ]
}
