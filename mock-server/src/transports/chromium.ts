import { chromium, type Browser } from 'playwright-core'
import { findChromium } from '../browser/find-chromium.ts'

let browser: Promise<Browser> | undefined

async function startBrowser(): Promise<Browser> {
  const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run']
  return chromium.launch({ executablePath: (await findChromium())!, args })
}

/** Closes the browser that the first call in Chromium has started. */
export async function closeBrowser(): Promise<void> {
  await (await browser)?.close()
}

/** What a page of the port's own origin sees of `/todos/1`. */
export async function inChromium(origin: string, patienceMs: number): Promise<string> {
  browser ??= startBrowser()
  // A context has connections of its own.
  await using context = await (await browser).newContext()
  const page = await context.newPage()
  const failure = Promise.withResolvers<string>()
  page.on('requestfailed', (request) => {
    if (request.url().endsWith('/todos/1')) failure.resolve(request.failure()?.errorText ?? '')
  })
  await page.goto(`${origin}/todos/2`)
  const seen = String(await page.evaluate(inPage(patienceMs)))
  // A page itself is told no more than that it failed.
  return seen.endsWith('failed')
    ? seen.replace('failed', (await failure.promise).replace('net::', ''))
    : seen
}

const inPage = (patienceMs: number): string => `(async () => {
  let seen = ''
  try {
    const response = await fetch('/todos/1', { signal: AbortSignal.timeout(${patienceMs}) })
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
})()`
