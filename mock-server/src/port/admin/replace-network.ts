import { InvalidNetworkError } from '../../network/invalid-network-error.ts'
import type { NetworkInput } from '../../network/types.ts'
import type { ShopReply } from '../../shop/reply.ts'
import type { HttpExchange } from '../http-exchange.ts'
import type { Port } from '../port.ts'
import { jsonReply } from '../../shop/json.ts'
import { bodyTooLarge } from '../refusals.ts'
import { readBody } from '../request-body.ts'

/** `PUT /_network`: what is wrong is said with its path, and the running network stays as it was. */
export async function replaceNetwork(
  port: Port,
  { message, response }: HttpExchange,
): Promise<ShopReply | undefined> {
  const { maxBodyBytes } = port.limits
  const body = await readBody(message, response, maxBodyBytes)
  if (body.kind === 'too-large') return bodyTooLarge(maxBodyBytes)
  if (body.kind === 'broken-off') return undefined
  try {
    port.setNetwork(JSON.parse(body.text) as NetworkInput)
  } catch (error) {
    return whatIsWrong(error)
  }
  return jsonReply(200, port.network.network)
}

function whatIsWrong(error: unknown): ShopReply {
  if (error instanceof InvalidNetworkError) {
    return jsonReply(400, { error: error.message, problems: error.problems })
  }
  if (!(error instanceof SyntaxError)) throw error
  const example = '{"preset": "flaky"}'
  return jsonReply(400, {
    error: `Cannot use this network: expected JSON such as ${example}; ${error.message}`,
  })
}
