import { getResponse } from './msw.ts'
import type { Shop } from './route.ts'

/** For tests: asks a shop through msw, as a mount would. */
export async function ask(shop: Shop, path: string, init?: RequestInit): Promise<Response> {
  const request = new Request(`http://shop.test${path}`, init)
  const response = await getResponse([...shop.handlers], request)
  if (response) return response
  throw new Error(`Expected a handler for ${request.method} ${path}, found none`)
}

/** For tests: the JSON that a shop answers. */
export async function askJson<Body>(shop: Shop, path: string, init?: RequestInit): Promise<Body> {
  const response = await ask(shop, path, init)
  return (await response.json()) as Body
}
