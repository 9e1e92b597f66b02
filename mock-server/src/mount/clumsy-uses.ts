import { inspect } from 'node:util'

/** A use of `fetch`; what it gives, or what it throws, is compared. */
export type Use = (fetch: typeof globalThis.fetch, origin: string) => unknown

const todo = '/todos/1'
const order = JSON.stringify({ userId: 1, items: [{ productId: 7, quantity: 2 }] })
const lines = '/reports/1?rows=50'

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

/** What a response says before its body is read. */
function headOf(response: Response): unknown {
  const { status, statusText, ok, type, redirected, url, bodyUsed } = response
  return { status, statusText, ok, type, redirected, url, bodyUsed, body: response.body === null }
}

const withResponse =
  (use: (response: Response, fetch: typeof globalThis.fetch) => unknown, path = todo): Use =>
  async (fetch, origin) =>
    await use(await fetch(origin + path), fetch)

/** Each promise's end, in order. */
async function ends(...promises: readonly unknown[]): Promise<unknown[]> {
  const settled = await Promise.allSettled(promises)
  return settled.map((end) => (end.status === 'fulfilled' ? end.value : wordsOf(end.reason)))
}

/** What a program can tell errors apart by. */
export function wordsOf(error: unknown): unknown {
  if (!(error instanceof Error)) return { thrown: error }
  const { name, message, cause } = error
  const { code } = error as NodeJS.ErrnoException
  return {
    name,
    message,
    ...(code !== undefined && { code }),
    ...(cause !== undefined && { cause: wordsOf(cause) }),
  }
}

const attempt = (act: () => unknown): unknown => {
  try {
    return act()
  } catch (error) {
    return wordsOf(error)
  }
}

const decoder = new TextDecoder()

/** Everything that is done here is wrong or odd, or was at some time by somebody. */
export const clumsyUses: Readonly<Record<string, Use>> = {
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

  'headers of a response: set': withResponse(({ headers }) => headers.set('a', 'b')),
  'headers of a response: append': withResponse(({ headers }) => headers.append('a', 'b')),
  'headers of a response: delete': withResponse(({ headers }) => headers.delete('etag')),
  'headers of a response: bad name': withResponse(({ headers }) => headers.set('a b', 'b')),
  'headers of a response: get with a bad name': withResponse(({ headers }) => headers.get('a b')),
  'headers of a response, read': withResponse(({ headers }) => [
    headers.get('Content-Type'),
    headers.has('nothing'),
    headers.get('nothing'),
    headers.getSetCookie(),
    headers instanceof Headers,
    headers.constructor.name,
    Object.prototype.toString.call(headers),
  ]),
  'headers of a response are the same each time': withResponse(
    (response) => response.headers === response.headers,
  ),
  'headers of a response in another one': withResponse((response) => {
    const copy = new Response(null, response)
    copy.headers.set('a', 'b')
    return [copy.status, copy.headers.get('a'), copy.headers.get('content-type')]
  }),
  'headers of a clone': withResponse((response) => response.clone().headers.set('a', 'b')),
  'headers of an error': withResponse(({ headers }) => headers.set('a', 'b'), '/todos/0'),

  'a getter of a response set': withResponse((response) =>
    attempt(() => Object.assign(response, { ok: false })),
  ),
  'a response as text, and its class': withResponse((response) => [
    Object.prototype.toString.call(response),
    Object.keys(response),
    JSON.stringify(response),
    response instanceof Response,
    response.constructor === Response,
  ]),
  'a response inspected': withResponse((response) => inspect(response).split(' ')[0]),
  'a response cloned by structuredClone': withResponse((response) => structuredClone(response)),
  'a response as a body': withResponse(async (response) =>
    new Response(response.body, response).json(),
  ),

  'a body read twice': withResponse(async (response) =>
    ends(await response.json(), response.json(), response.text()),
  ),
  'a body read twice at once': withResponse((response) => ends(response.text(), response.json())),
  'a body after text()': withResponse(async (response) => {
    await response.text()
    return [response.bodyUsed, response.body?.locked, attempt(() => response.body?.getReader())]
  }),
  'a body after a stream’s json()': withResponse(async (response) => {
    return [...(await ends(response.json())).slice(1), response.bodyUsed, response.body?.locked]
  }, lines),
  'a body while text() is under way': withResponse((response) => {
    const text = response.text()
    return ends(
      text.then(({ length }) => length > 0),
      response.bodyUsed,
      response.body?.locked,
    )
  }),
  'a body by arrayBuffer() twice': withResponse(async (response) =>
    ends((await response.arrayBuffer()).byteLength, response.arrayBuffer(), response.blob()),
  ),
  'a body by bytes()': withResponse(async (response) => {
    const bytes = await response.bytes()
    bytes[0] = 32
    return [decoder.decode(bytes), bytes.constructor.name]
  }),
  'a body by blob()': withResponse(async (response) => {
    const blob = await response.blob()
    return [blob.type, blob.size, await blob.text()]
  }),
  'a body by formData()': withResponse((response) => response.formData()),
  'a body that is no JSON': withResponse((response) => response.json(), lines),
  'a body to HEAD': async (fetch, origin) => {
    const response = await fetch(origin + todo, { method: 'HEAD' })
    return [response.body, ...(await ends(response.text(), response.text())), response.bodyUsed]
  },
  'json() of nothing': async (fetch, origin) =>
    (await fetch(origin + todo, { method: 'HEAD' })).json(),
  'a method of a response without it': withResponse((response) => {
    const { text } = response
    return Promise.try(() => text()).catch((error: unknown) => error instanceof TypeError)
  }),
  'a reader and text()': withResponse(async (response) => {
    const reader = response.body?.getReader()
    const before = [response.bodyUsed, response.body?.locked]
    const text = await ends(response.text())
    reader?.releaseLock()
    return [before, text, response.bodyUsed, ...(await ends(response.text()))]
  }),
  'a reader that reads once, and text()': withResponse(async (response) => {
    const reader = response.body!.getReader()
    await reader.read()
    reader.releaseLock()
    return ends(response.bodyUsed, response.text())
  }),
  'two readers': withResponse((response) => {
    response.body?.getReader()
    return attempt(() => response.body?.getReader())
  }),
  'the same body each time': withResponse((response) => response.body === response.body),
  'a body by a loop': withResponse(async (response) => {
    let text = ''
    for await (const piece of response.body!) text += decoder.decode(piece, { stream: true })
    return [text, response.bodyUsed, response.body?.locked, ...(await ends(response.text()))]
  }),
  'a body by a loop that is left': withResponse(async (response) => {
    for await (const _ of response.body!) break
    return ends(response.bodyUsed, response.body?.locked, response.text())
  }, lines),
  'a body through a TextDecoderStream': withResponse(async (response) => {
    const pieces = await Array.fromAsync(response.body!.pipeThrough(new TextDecoderStream()))
    return [pieces.join(''), response.bodyUsed, response.body?.locked]
  }),
  'a body by tee()': withResponse(async (response) => {
    const [one, two] = response.body!.tee()
    return ends(new Response(one).text(), new Response(two).text(), response.text())
  }),
  'a body into a buffer': withResponse(async (response) => {
    const reader = response.body!.getReader({ mode: 'byob' })
    const { value, done } = await reader.read(new Uint8Array(4))
    return [value?.length, done]
  }),
  'a body cancelled': withResponse((response) =>
    ends(response.body?.cancel('enough'), response.bodyUsed, response.text()),
  ),
  'a body cancelled twice': withResponse(async (response) =>
    ends(await response.body?.cancel(), response.body?.cancel(), response.body?.locked),
  ),
  'a body cancelled after it was read': withResponse(async (response) => {
    await response.text()
    return ends(response.body?.cancel())
  }),
  'a stream cancelled': withResponse(async (response) => {
    const reader = response.body!.getReader()
    await reader.read()
    return ends(await reader.cancel('enough'), reader.read(), reader.closed, response.bodyUsed)
  }, lines),

  'a clone after a read': withResponse(async (response) => {
    await response.text()
    return response.clone()
  }),
  'a clone after a reader': withResponse((response) => {
    response.body?.getReader()
    return response.clone()
  }),
  'a clone and the first, both read': withResponse(async (response) => {
    const copy = response.clone()
    return [headOf(copy), await copy.json(), await response.json(), copy.bodyUsed]
  }),
  'a clone of a clone': withResponse(async (response) => {
    const copy = response.clone().clone()
    return [headOf(copy), await copy.text(), await response.text()]
  }),
  'a clone of a stream': withResponse(async (response) => {
    const copy = response.clone()
    const [one, two] = await Promise.all([response.text(), copy.text()])
    return [one.length, one === two]
  }, lines),
  'a clone of an answer to HEAD': async (fetch, origin) =>
    headOf((await fetch(origin + todo, { method: 'HEAD' })).clone()),

  'an abort in the same turn': async (fetch, origin) => {
    const controller = new AbortController()
    const call = fetch(origin + todo, controller)
    controller.abort('enough')
    return call
  },
  'an abort without a reason in the same turn': async (fetch, origin) => {
    const controller = new AbortController()
    const call = fetch(origin + todo, controller)
    controller.abort()
    return call
  },
  'an abort after the headers': async (fetch, origin) => {
    const controller = new AbortController()
    const response = await fetch(origin + lines, controller)
    controller.abort('enough')
    return ends(response.text(), response.bodyUsed, response.ok)
  },
  'an abort after the headers, and a clone': async (fetch, origin) => {
    const controller = new AbortController()
    const response = await fetch(origin + lines, controller)
    const copy = response.clone()
    controller.abort('enough')
    return ends(response.text(), copy.text())
  },
  'an abort while the body is read': async (fetch, origin) => {
    const controller = new AbortController()
    const response = await fetch(`${origin}/reports/1?rows=100000`, controller)
    const reader = response.body!.getReader()
    await reader.read()
    controller.abort('enough')
    return ends(reader.read(), reader.closed)
  },
  'an abort while text() is under way': async (fetch, origin) => {
    const controller = new AbortController()
    const response = await fetch(`${origin}/reports/1?rows=100000`, controller)
    const text = response.text()
    controller.abort('enough')
    return ends(text)
  },
  'an abort after the body was read': async (fetch, origin) => {
    const controller = new AbortController()
    const response = await fetch(origin + todo, controller)
    await response.text()
    controller.abort('enough')
    return ends(response.text(), response.bodyUsed, response.status)
  },
  'an abort of a Request': async (fetch, origin) => {
    const controller = new AbortController()
    const call = fetch(new Request(origin + todo, controller))
    controller.abort('enough')
    return call
  },
}
