import { SentRequest } from './request.ts'

const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308]
const MOST_REDIRECTS = 20

/** Headers that describe a body, and are removed with it. */
const OF_THE_BODY = [
  'content-encoding',
  'content-language',
  'content-length',
  'content-location',
  'content-type',
]
/** Headers that are meant for one origin only. */
const OF_THE_ORIGIN = ['authorization', 'cookie', 'host', 'proxy-authorization']

/**
 * The request that a response redirects to, by the rules of the Fetch Standard ("HTTP-redirect
 * fetch"); `undefined` if the response is no redirect to follow.
 *
 * @param redirects The number of redirects so far.
 * @throws {TypeError} the error of `fetch` if it must not or cannot follow the redirect.
 */
export function nextRequest(
  sent: SentRequest,
  response: Response,
  redirects: number,
): SentRequest | undefined {
  const { status } = response
  if (!REDIRECTS.includes(status)) return undefined
  const { request } = sent
  if (request.redirect === 'manual') return undefined
  if (request.redirect === 'error') throw failed(new Error('unexpected redirect'))
  const location = response.headers.get('location')
  if (location === null) return undefined
  const from = sent.url
  const to = parse(location, from)
  if (redirects === MOST_REDIRECTS) throw failed(new Error('redirect count exceeded'))
  if (request.mode === 'cors' && `${to.username}${to.password}` !== '') {
    throw failed(new Error('cross origin not allowed for request mode "cors"'))
  }
  // A body that was a stream cannot be sent again.
  if (status !== 303 && request.body !== null && sent.source === null) throw failed(new Error())
  return follow(sent, status, from, to)
}

function parse(location: string, from: URL): URL {
  let to: URL
  try {
    to = new URL(location, from)
  } catch (error) {
    throw failed(error)
  }
  if (to.protocol !== 'http:' && to.protocol !== 'https:') {
    throw failed(new Error('URL scheme must be a HTTP(S) scheme'))
  }
  return to
}

function follow({ request, signal, source }: SentRequest, status: number, from: URL, to: URL) {
  const { method, redirect, mode } = request
  const headers = new Headers(request.headers)
  const isReading = method === 'GET' || method === 'HEAD'
  const becomesGet = status === 303 ? !isReading : status < 303 && method === 'POST'
  if (becomesGet) for (const name of OF_THE_BODY) headers.delete(name)
  if (to.origin !== from.origin) for (const name of OF_THE_ORIGIN) headers.delete(name)
  const body = becomesGet || isReading ? null : source
  const init = { method: becomesGet ? 'GET' : method, headers, body, redirect, mode }
  return new SentRequest(new Request(to, init), { signal, isRedirected: true, source: body })
}

function failed(cause: unknown): TypeError {
  return new TypeError('fetch failed', { cause })
}
