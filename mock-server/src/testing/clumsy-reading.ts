import { inspect } from 'node:util'
import { ends, headOf, wordsOf, type Use } from './uses-of-fetch.ts'

const todo = '/todos/1'
const lines = '/reports/1?rows=50'
const decoder = new TextDecoder()

const withResponse =
  (use: (response: Response, fetch: typeof globalThis.fetch) => unknown, path = todo): Use =>
  async (fetch, origin) =>
    await use(await fetch(origin + path), fetch)

const attempt = (act: () => unknown): unknown => {
  try {
    return act()
  } catch (error) {
    return wordsOf(error)
  }
}

/** Odd ways to treat a response, its body and its signal. */
export const clumsyReading: Readonly<Record<string, Use>> = {
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
