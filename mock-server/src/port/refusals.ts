import { nearestRoute } from '../call/nearest-route.ts'
import { jsonReply } from '../shop/reply.ts'
import type { ShopReply } from '../shop/reply.ts'

/** A route in the list of a refusal. */
interface ListedRoute {
  readonly method: string
  readonly pattern: string
  readonly describe?: string
}

/** 404: the route that was called, the one that was probably meant, and all routes. */
export function noSuchRoute(
  routes: readonly ListedRoute[],
  asked: string,
  path: string,
): ShopReply {
  // The same reply as for GET, because HEAD differs only in the body.
  const method = asked === 'HEAD' ? 'GET' : asked
  const nearest = nearestRoute(method, path, routes)
  const hint = nearest === undefined ? '' : ` Did you mean ${nearest.method} ${nearest.pattern}?`
  return jsonReply(404, {
    error: `There is no route ${method} ${shorten(path)}.${hint}`,
    ...(nearest !== undefined && { nearest: `${nearest.method} ${nearest.pattern}` }),
    routes: routes.map(({ method, pattern, describe }) => ({
      route: `${method} ${pattern}`,
      describe,
    })),
  })
}

/** 405: the path exists, but accepts other methods. */
export function noSuchMethod(method: string, path: string, allowed: readonly string[]): ShopReply {
  const methods = allowed.join(', ')
  const error = `${shorten(path)} does not accept ${method}: expected ${methods}`
  return jsonReply(405, { error }, { allow: methods })
}

/** 400: a target that is no path and no HTTP URL. */
export function badTarget(text: string): ShopReply {
  const error = `Cannot read the target ${JSON.stringify(shorten(text))}: expected a path such as /products/1`
  return jsonReply(400, { error })
}

/** 413. */
export function bodyTooLarge(maxBytes: number): ShopReply {
  return jsonReply(413, { error: `The body is too large: expected ${maxBytes} bytes at most` })
}

function shorten(text: string): string {
  return text.length > 100 ? `${text.slice(0, 100)}…` : text
}
