import type { IncomingMessage } from 'node:http'

/**
 * Headers of every reply of the shop, so that pages of any origin may read it. (There is nothing to
 * protect: the shop has no cookies, and its data are invented.) A list, because that is fastest for
 * `writeHead`.
 */
export const openToAll: readonly string[] = [
  'access-control-allow-origin',
  '*',
  'access-control-expose-headers',
  '*',
  // Whether a body is compressed depends on the client.
  'vary',
  'accept-encoding',
]

/** Whether a request is a CORS preflight of a browser. */
export function isPreflight({ method, headers }: IncomingMessage): boolean {
  return method === 'OPTIONS' && headers['access-control-request-method'] !== undefined
}

/** The answer to a preflight, for ten minutes. */
export function preflightHeaders(
  { headers }: IncomingMessage,
  methods: readonly string[],
): Record<string, string> {
  const wanted = headers['access-control-request-headers']
  return {
    'access-control-allow-methods': methods.join(', '),
    // `*` would leave out Authorization.
    ...(wanted !== undefined && { 'access-control-allow-headers': wanted }),
    // Sent if a page on the internet calls a server in a private network.
    ...(headers['access-control-request-private-network'] === 'true' && {
      'access-control-allow-private-network': 'true',
    }),
    'access-control-max-age': '600',
  }
}
