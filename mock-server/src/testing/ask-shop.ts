import type { ShopReply, ShopRequest } from '../shop/reply.ts'
import { serve } from '../shop/route.ts'
import { shopRouter } from '../shop/routes.ts'
import type { Shop } from '../shop/shop.ts'

/** Asks a shop directly, with no network in front of it. */
export async function ask(shop: Shop, path: string, init?: RequestInit): Promise<Response> {
  const request = new Request(`http://shop.test${path}`, init)
  const { status, headers, body } = await replyTo(shop, request)
  return status === 0 ? Response.error() : new Response(body, { status, headers })
}

/** The JSON that a shop answers. */
export async function askJson<Body>(shop: Shop, path: string, init?: RequestInit): Promise<Body> {
  const response = await ask(shop, path, init)
  return (await response.json()) as Body
}

async function replyTo(shop: Shop, request: ShopRequest): Promise<ShopReply> {
  const { pathname } = new URL(request.url)
  const match = shopRouter.match(request.method, pathname)
  if (match === undefined) {
    throw new Error(`Expected a route for ${request.method} ${pathname}, found none`)
  }
  return serve(shop, match.route, { request, params: match.params })
}
