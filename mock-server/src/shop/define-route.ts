import { json } from './json.ts'
import { Refusal } from './refusal.ts'
import type { ShopReply } from './reply.ts'
import type { ShopCall, ShopRoute } from './route.ts'

/** Makes a route: a {@link Refusal} that its `reply` throws becomes a reply, too. */
export function defineRoute(definition: ShopRoute): ShopRoute {
  const reply = (call: ShopCall): ShopReply | Promise<ShopReply> => {
    const refuse = (error: unknown): ShopReply => {
      if (!(error instanceof Refusal)) throw error
      return json(error.body, call.request, { status: error.status })
    }
    try {
      const made = definition.reply(call)
      return made instanceof Promise ? made.catch(refuse) : made
    } catch (error) {
      return refuse(error)
    }
  }
  return { ...definition, reply }
}
