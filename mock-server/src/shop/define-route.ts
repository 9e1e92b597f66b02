import { HttpHandler } from './msw.ts'
import { json } from './json.ts'
import { Refusal } from './refusal.ts'
import { toResponse, type ShopReply } from './reply.ts'
import type { ShopCall, ShopRoute } from './route.ts'

type Reply = ShopRoute['reply']

/** What a route says of itself. */
type RouteDefinition = Omit<ShopRoute, 'handler' | 'answer'>

/** Makes a route: a refusal thrown by `reply` becomes an answer too. */
export function defineRoute(definition: RouteDefinition): ShopRoute {
  const { method, pattern } = definition
  const reply = withRefusals(definition.reply)
  const answer = async (call: ShopCall): Promise<Response> => toResponse(await reply(call))
  // http.get() would leave HEAD unanswered; the star lets the shop stand on any origin or path.
  const methods = method === 'GET' ? /^(?:GET|HEAD)$/ : method
  const handler = new HttpHandler(methods, `*${pattern}`, ({ request, params }) =>
    answer({ request, params: params as Record<string, string> }),
  )
  return { ...definition, reply, handler, answer }
}

function withRefusals(reply: Reply): Reply {
  const refuse = (error: unknown, { request }: ShopCall): ShopReply => {
    if (!(error instanceof Refusal)) throw error
    return json(error.body, request, { status: error.status })
  }
  return (call) => {
    try {
      const made = reply(call)
      return made instanceof Promise ? made.catch((error: unknown) => refuse(error, call)) : made
    } catch (error) {
      return refuse(error, call)
    }
  }
}
