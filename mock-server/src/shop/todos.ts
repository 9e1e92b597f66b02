import { fixedJson } from './reply.ts'
import { idOf, type ShopRoute } from './route.ts'
import { SHOP_SIZES } from './sizes.ts'

/** `/todos/:id`. */
export const todoRoutes: readonly ShopRoute[] = [
  {
    method: 'GET',
    pattern: '/todos/:id',
    describe: 'A thing to do, and whether it is done',
    reply: ({ data }, call) => {
      return fixedJson(data.todo(idOf(call, 'todo', SHOP_SIZES.todos)), call.request)
    },
  },
]
