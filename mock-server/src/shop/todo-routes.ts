import { defineRoute } from './define-route.ts'
import { remember, sendJson } from './json.ts'
import { idOf } from './params.ts'
import type { ShopRoute } from './route.ts'
import { SHOP_SIZES } from './sizes.ts'
import { todoOf } from './todo.ts'

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
