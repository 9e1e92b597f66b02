import { chromium } from 'playwright-core'
import { findChromium } from '../browser/find-chromium.ts'

/** The origin of the shop, and how long a client waits for its replies. */
export interface PortOfCall {
  readonly origin: string
  readonly patienceMs: number
}

/** What a page sees of `/todos/1` on each port, after `/todos/2`. All ports run concurrently. */
export async function inChromium(ports: readonly PortOfCall[]): Promise<string[]> {
  const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run']
  const browser = await chromium.launch({ executablePath: (await findChromium())!, args })
  try {
    const page = await browser.newPage()
    const failures = ports.map(() => Promise.withResolvers<string>())
    page.on('requestfailed', (request) => {
      const index = ports.findIndex(({ origin }) => request.url() === `${origin}/todos/1`)
      failures[index]?.resolve(request.failure()?.errorText.replace('net::', '') ?? '')
    })
    // A page from this machine, because other pages may not call its ports.
    await page.goto(`${ports[0]!.origin}/todos/3`)
    const seen = await page.evaluate<string[]>(`(${inPage})(${JSON.stringify(ports)})`)
    // The page itself learns only that a call failed.
    const named = seen.map(async (one, index) =>
      one.endsWith('failed') ? one.replace('failed', await failures[index]!.promise) : one,
    )
    return await Promise.all(named)
  } finally {
    await browser.close()
  }
}

const inPage = `(ports) => {
  const see = async (url, patienceMs) => {
    let seen = ''
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(patienceMs) })
      let bytes = 0
      seen = response.status + ', 0 bytes'
      for (const reader = response.body.getReader(); ; ) {
        const { value, done } = await reader.read()
        if (done) return seen
        seen = response.status + ', ' + (bytes += value.length) + ' bytes'
      }
    } catch ({ name }) {
      const how = name === 'TimeoutError' ? 'timed out' : 'failed'
      return seen === '' ? how : seen + ', ' + how
    }
  }
  return Promise.all(ports.map(async ({ origin, patienceMs }) => {
    await see(origin + '/todos/2', patienceMs)
    return see(origin + '/todos/1', patienceMs)
  }))
}`
