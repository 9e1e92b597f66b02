import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { ShopReply } from '../../shop/reply.ts'
import { isLoopbackAddress, isLoopbackName } from './loopback.ts'
import type { AdminRules } from '../port.ts'
import { jsonReply } from '../../shop/reply.ts'
import type { Target } from '../request.ts'

/**
 * The refusal of a call to the admin routes; `undefined` if the call is allowed.
 *
 * If the port has a token, every call that sends it is allowed. Otherwise programs on this machine
 * are allowed, and web pages are not, except for pages that this port itself served. `Origin` or
 * `Sec-Fetch-Site` reveals a page of another origin. `Host` reveals a page whose own host name
 * points here (DNS rebinding).
 */
export function refusalOf(
  { headers, socket }: IncomingMessage,
  target: Target,
  { host, token }: AdminRules,
): ShopReply | undefined {
  if (token !== undefined) {
    return isSame(headers.authorization ?? '', `Bearer ${token}`) ? undefined : noToken()
  }
  if (!isLoopbackAddress(socket.remoteAddress ?? '')) {
    return forbidden(
      'from this machine alone. Start the port with a token to use them from elsewhere',
    )
  }
  const asked = target.host ?? headers.host ?? ''
  const name = nameOf(asked)
  if (!isLoopbackName(name) && name !== host.toLowerCase()) {
    return forbidden(`by a name of this machine, such as 127.0.0.1; got ${JSON.stringify(asked)}`)
  }
  if (comesFromElsewhere(headers, asked)) {
    return forbidden('not by web pages of other origins. Open the address itself, or set a token')
  }
  return undefined
}

function comesFromElsewhere(headers: IncomingMessage['headers'], asked: string): boolean {
  const { origin } = headers
  const site = headers['sec-fetch-site'] ?? 'none'
  return (
    (origin !== undefined && origin !== `http://${asked}`) ||
    (site !== 'none' && site !== 'same-origin')
  )
}

/** The name in a Host header: without the port, and without the brackets of an IPv6 address. */
function nameOf(host: string): string {
  return (URL.parse(`http://${host}`)?.hostname ?? '').replaceAll(/[[\]]/g, '')
}

function forbidden(how: string): ShopReply {
  return jsonReply(403, { error: `The admin routes can be used ${how}` })
}

function noToken(): ShopReply {
  const error = 'The admin routes of this port want its token: Authorization: Bearer <token>'
  return jsonReply(401, { error }, { 'www-authenticate': 'Bearer' })
}

/** Compares in constant time, so that the time does not reveal how many characters match. */
function isSame(a: string, b: string): boolean {
  return timingSafeEqual(digest(a), digest(b))
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
