import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A local web server for the browser. */
export interface Pages extends AsyncDisposable {
  readonly origin: string
}

/** The reply of the real network at `/hello`. `/endless` sends the same, but never ends. */
export const hello = 'hello from the real network'

const page = '<!doctype html><meta charset="utf-8"><title>Overlap</title>'

/**
 * For tests: serves scripts, a page at `/`, and a sandboxed page at `/sandboxed`, which has its own
 * origin and whose storage throws.
 */
export async function servePages(scripts: ReadonlyMap<string, string>): Promise<Pages> {
  const server = createServer(({ url = '/' }, response) => {
    response.setHeader('access-control-allow-origin', '*')
    const script = scripts.get(url)
    if (script !== undefined) {
      response.setHeader('content-type', 'text/javascript; charset=utf-8').end(script)
    } else if (url === '/' || url === '/sandboxed') {
      if (url === '/sandboxed') {
        response.setHeader('content-security-policy', 'sandbox allow-scripts')
      }
      response.setHeader('content-type', 'text/html; charset=utf-8').end(page)
    } else if (url === '/hello') {
      response.setHeader('content-type', 'text/plain').end(hello)
    } else if (url === '/endless') {
      response.setHeader('content-type', 'text/plain').write(hello)
    } else {
      response.writeHead(404).end()
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}
