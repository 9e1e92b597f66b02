import { shopRoutes } from '../shop/routes.ts'
import { nearestRoute } from '../call/nearest-route.ts'

/** A call to a route or host that the simulated network does not have. */
export class UnknownRouteError extends Error {
  override readonly name = 'UnknownRouteError'
  /** The method of the call. */
  readonly method: string
  /** The target of the call: a path of the shop, or the URL of another host. */
  readonly target: string

  constructor(method: string, target: string, message: string) {
    super(message)
    this.method = method
    this.target = target
  }
}

/** An error for a trace, without the list of routes. */
export function forTrace(error: unknown): unknown {
  if (!(error instanceof UnknownRouteError)) return error
  return `${error.name}: there is no ${error.method} ${error.target}`
}

/** The error for a path that no route of the shop serves. */
export function unknownRoute(method: string, path: string): UnknownRouteError {
  const nearest = nearestRoute(method, path, shopRoutes)
  const hint = nearest === undefined ? '' : ` Did you mean ${nearest.method} ${nearest.pattern}?`
  const lines = shopRoutes.map((route) => `  ${route.method} ${route.pattern}`)
  const message = `The shop has no route ${method} ${path}.${hint} Its routes:\n${lines.join('\n')}`
  return new UnknownRouteError(method, path, message)
}

/** The error for a URL outside the simulated network. */
export function unknownHost(method: string, url: string, origin: string): UnknownRouteError {
  const message =
    `Cannot call ${method} ${url}: the simulated network has only the shop, at ${origin}. ` +
    `Build the URL with api.url(path)`
  return new UnknownRouteError(method, url, message)
}
