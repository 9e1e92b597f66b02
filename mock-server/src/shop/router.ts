import type { ShopRoute } from './route.ts'

/** What a router needs to know of a route. */
export interface Routable {
  /** The method in capitals. */
  readonly method: string
  /** The path, with `:name` for a segment that may be anything. */
  readonly pattern: string
}

/** The route that answers a path, with the values of its `:names`. */
export interface RouteMatch<Route extends Routable = ShopRoute> {
  /** The route. */
  readonly route: Route
  /** The values of the pattern's `:names`, decoded. */
  readonly params: Readonly<Record<string, string>>
}

/** Finds the route for a path. */
export interface Router<Route extends Routable = ShopRoute> {
  /** The route for a call, or `undefined` when there is none. */
  match(method: string, pathname: string): RouteMatch<Route> | undefined
  /** The methods that a path allows, for an `Allow` header. Empty when there is no such path. */
  allowed(pathname: string): readonly string[]
}

/** Makes a router. */
export function createRouter<Route extends Routable>(routes: readonly Route[]): Router<Route> {
  throw new Error(`No router for ${routes.length} routes yet`)
}
