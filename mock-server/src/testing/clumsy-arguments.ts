import { ends, headOf, type Use } from './uses-of-fetch.ts'

const todo = '/todos/1'
const order = JSON.stringify({ userId: 1, items: [{ productId: 7, quantity: 2 }] })

/** Arguments that TypeScript would refuse. */
const loose = (fetch: typeof globalThis.fetch) => fetch as (...args: unknown[]) => Promise<Response>

const withInit =
  (init: unknown, path = todo): Use =>
  async (fetch, origin) =>
    headOf(await loose(fetch)(origin + path, init))

const withInput =
  (input: (origin: string) => unknown): Use =>
  async (fetch, origin) =>
    headOf(await loose(fetch)(input(origin)))

/** Arguments of `fetch` that are wrong or odd. */
export const clumsyArguments: Readonly<Record<string, Use>> = {
  'no arguments': (fetch) => loose(fetch)(),
  'undefined for a URL': withInput(() => undefined),
  'null for a URL': withInput(() => null),
  'a number for a URL': withInput(() => 42),
  'a symbol for a URL': withInput(() => Symbol('url')),
  'an object that is made a string': withInput((origin) => ({ toString: () => origin + todo })),
  'an object whose toString throws': withInput(() => ({
    toString() {
      throw new Error('mine')
    },
  })),
  'a URL object': withInput((origin) => new URL(todo, origin)),
  'a relative URL': withInput(() => todo),
  'an empty URL': withInput(() => ''),
  'a URL without a host': withInput(() => 'http://'),
  'a URL with a user and password': withInput((origin) =>
    origin.replace('http://', 'http://user:secret@'),
  ),
  'a URL with spaces around it': withInput((origin) => ` ${origin}${todo}\n`),
  'a URL with a fragment': withInput((origin) => `${origin}${todo}#part`),
  'a URL in capitals': withInput((origin) => `${origin.toUpperCase()}${todo}`),
  'a URL with dots': withInput((origin) => `${origin}/products/.././todos/1`),
  'ftp:': withInput((origin) => origin.replace('http:', 'ftp:')),
  'file:': withInput(() => 'file:///etc/hostname'),
  'data:': async (fetch) => {
    const response = await fetch('data:text/plain,hello')
    return [headOf(response), await response.text()]
  },
  'about:blank': withInput(() => 'about:blank'),
  'javascript:': withInput(() => 'javascript:alert(1)'),
  'a blob': async (fetch) => {
    const url = URL.createObjectURL(new Blob(['hello'], { type: 'text/plain' }))
    const response = await fetch(url)
    URL.revokeObjectURL(url)
    return [response.status, response.headers.get('content-type'), await response.text()]
  },
  'a port that browsers block': withInput(() => 'http://shop.test:6667/todos/1'),
  'another port that browsers block': withInput(() => 'https://shop.test:22/todos/1'),

  'init null': withInit(null),
  'init undefined': withInit(undefined),
  'init 0': withInit(0),
  'init a string': withInit('GET'),
  'init true': withInit(true),
  'init a symbol': withInit(Symbol('init')),
  'init a list': withInit([]),
  'init a function': withInit(() => {}),
  'init with its options inherited': withInit(Object.create({ method: 'HEAD' })),
  'init an instance with getters': withInit(
    new (class {
      get method() {
        return 'HEAD'
      }
    })(),
  ),
  'init a Request': async (fetch, origin) =>
    headOf(await fetch(origin + todo, new Request(origin, { method: 'HEAD' }))),
  'init with a getter that throws': withInit({
    get method() {
      throw new Error('mine')
    },
  }),

  'method in small letters': withInit({ method: 'head' }),
  'method with a space': withInit({ method: 'GET ' }),
  'method empty': withInit({ method: '' }),
  'method TRACE': withInit({ method: 'TRACE' }),
  'method CONNECT': withInit({ method: 'connect' }),
  'method a number': withInit({ method: {} }),

  'a body on GET': withInit({ body: 'x' }),
  'a body on HEAD': withInit({ method: 'HEAD', body: 'x' }),
  'an empty body on GET': withInit({ body: '' }),
  'a null body on GET': withInit({ body: null }),
  'a number for a body': withInit({ method: 'POST', body: 1 }, '/orders'),
  'an object for a body': withInit({ method: 'POST', body: { userId: 1 } }, '/orders'),
  'a promise for a body': withInit({ method: 'POST', body: Promise.resolve(order) }, '/orders'),
  'bytes for a body': withInit(
    { method: 'POST', body: new TextEncoder().encode(order) },
    '/orders',
  ),
  'a stream for a body': async (fetch, origin) =>
    headOf(
      await loose(fetch)(`${origin}/orders`, {
        method: 'POST',
        body: new Blob([order]).stream(),
        duplex: 'half',
      }),
    ),
  'a stream for a body without duplex': async (fetch, origin) =>
    headOf(
      await loose(fetch)(`${origin}/orders`, { method: 'POST', body: new Blob([order]).stream() }),
    ),
  'a stream for a body that is locked': async (fetch, origin) => {
    const body = new Blob([order]).stream()
    body.getReader()
    return headOf(await loose(fetch)(`${origin}/orders`, { method: 'POST', body, duplex: 'half' }))
  },
  'a form for a body': async (fetch, origin) => {
    const body = new FormData()
    body.set('userId', '1')
    return headOf(await fetch(`${origin}/orders`, { method: 'POST', body }))
  },
  'a Request that was used': async (fetch, origin) => {
    const request = new Request(`${origin}/orders`, { method: 'POST', body: order })
    const first = await fetch(request)
    return [first.status, request.bodyUsed, ...(await ends(fetch(request)))]
  },
  'a Request whose body was read': async (fetch, origin) => {
    const request = new Request(`${origin}/orders`, { method: 'POST', body: order })
    await request.text()
    return fetch(request)
  },
  'a Request with another body': async (fetch, origin) => {
    const request = new Request(`${origin}/orders`, { method: 'POST', body: 'no JSON' })
    const response = await fetch(request, { method: 'POST', body: order })
    return [response.status, request.bodyUsed]
  },

  'headers null': withInit({ headers: null }),
  'headers a string': withInit({ headers: 'x-a: 1' }),
  'headers a list of one': withInit({ headers: [['x-a']] }),
  'headers with a bad name': withInit({ headers: { 'a b': '1' } }),
  'headers with a bad value': withInit({ headers: { a: 'ö\n' } }),
  'headers with a line break': withInit({ headers: { a: 'b\r\nc: d' } }),
  'headers with an emoji': withInit({ headers: { a: '🙂' } }),
  'headers with undefined': withInit({ headers: { a: undefined } }),

  'signal null': withInit({ signal: null }),
  'signal undefined': withInit({ signal: undefined }),
  'signal an object': withInit({ signal: {} }),
  'signal a controller': withInit({ signal: new AbortController() }),
  'signal 0': withInit({ signal: 0 }),
  'signal aborted with an error': withInit({ signal: AbortSignal.abort(new Error('mine')) }),
  'signal aborted with nothing': withInit({ signal: AbortSignal.abort() }),
  'signal aborted with null': withInit({ signal: AbortSignal.abort(null) }),
  'signal aborted with a string': withInit({ signal: AbortSignal.abort('enough') }),
  'signal aborted, of a Request': (fetch, origin) =>
    fetch(new Request(origin + todo, { signal: AbortSignal.abort('enough') })),
  'signal aborted, and a bad method': withInit({ signal: AbortSignal.abort(), method: 'A B' }),
  'signal aborted, and a URL that is none': (fetch) =>
    fetch('todos', { signal: AbortSignal.abort() }),
  'signal aborted, and ftp:': (fetch) =>
    fetch('ftp://shop.test/', { signal: AbortSignal.abort('enough') }),
  'signal aborted, and the Request is used up': async (fetch, origin) => {
    const request = new Request(`${origin}/orders`, { method: 'POST', body: order })
    return [
      ...(await ends(fetch(request, { signal: AbortSignal.abort('enough') }))),
      request.bodyUsed,
    ]
  },
  'null in place of a Request’s signal': async (fetch, origin) =>
    headOf(
      await fetch(new Request(origin + todo, { signal: AbortSignal.abort() }), { signal: null }),
    ),
  'a signal in place of a Request’s': (fetch, origin) =>
    fetch(new Request(origin + todo), { signal: AbortSignal.abort('enough') }),

  'mode navigate': withInit({ mode: 'navigate' }),
  'mode unknown': withInit({ mode: 'fast' }),
  'redirect unknown': withInit({ redirect: 'sometimes' }),
  'cache unknown': withInit({ cache: 'yes' }),
  'cache only-if-cached': withInit({ cache: 'only-if-cached' }),
  'credentials unknown': withInit({ credentials: 'all' }),
  'referrer no URL': withInit({ referrer: 'http://' }),
  'window something': withInit({ window: {} }),
  'duplex full': withInit({ duplex: 'full' }),
  'keepalive, priority and an unknown option': withInit({ keepalive: true, timeout: 5 }),
}
