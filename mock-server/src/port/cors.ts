import type { IncomingMessage } from 'node:http'

/**
 * On every answer of the shop: a page of any origin may read it. (There is nothing to protect: it
 * has no cookies, and its data are made up.) As a list, as `writeHead` takes it fastest.
 */
export const openToAll: readonly string[] = [
  'access-control-allow-origin',
  '*',
  'access-control-expose-headers',
  '*',
  // A body may be compressed for one client and not for another.
  'vary',
  'accept-encoding',
]

/** Whether a browser asks if a page of another origin may send a call. */
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
    // A page on the internet asks whether it may call a server in a private network.
    ...(headers['access-control-request-private-network'] === 'true' && {
      'access-control-allow-private-network': 'true',
    }),
    'access-control-max-age': '600',
  }
}
