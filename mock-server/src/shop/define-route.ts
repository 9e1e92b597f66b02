import { HttpHandler } from 'msw/http'
import { json } from './json.ts'
import { Refusal } from './refusal.ts'
import type { ShopCall, ShopRoute } from './route.ts'

type Answer = ShopRoute['answer']

/** What a route says of itself. */
type RouteDefinition = Omit<ShopRoute, 'handler'>

/** Makes a route: a refusal thrown by `answer` becomes an answer too. */
export function defineRoute({ method, pattern, describe, answer }: RouteDefinition): ShopRoute {
  const guarded = withRefusals(answer)
  // http.get() would leave HEAD unanswered; the star lets the shop stand on any origin or path.
  const methods = method === 'GET' ? /^(?:GET|HEAD)$/ : method
  const handler = new HttpHandler(methods, `*${pattern}`, ({ request, params }) =>
    guarded({ request, params: params as Record<string, string> }),
  )
  return { method, pattern, describe, handler, answer: guarded }
}

function withRefusals(answer: Answer): Answer {
  const refuse = (error: unknown, { request }: ShopCall): Response => {
    if (!(error instanceof Refusal)) throw error
    return json(error.body, request, { status: error.status })
  }
  return (call) => {
    try {
      const response = answer(call)
      return response instanceof Promise
        ? response.catch((error: unknown) => refuse(error, call))
        : response
    } catch (error) {
      return refuse(error, call)
    }
  }
}
