import { chromium, type Page } from 'playwright-core'
import type * as Probes from './probes.ts'
import { bundle } from './bundle.ts'
import { servePages } from './serve-pages.ts'

/** Where code can run in a browser. */
export type Place = 'page' | 'worker' | 'sandboxed page'

/** A browser with the probes loaded in every place. */
export interface OpenBrowser extends AsyncDisposable {
  readonly origin: string
  /** Runs a probe in that place, and returns its result as JSON. */
  readonly probe: <Name extends keyof typeof Probes>(
    place: Place,
    name: Name,
    ...args: Parameters<(typeof Probes)[Name]>
  ) => Promise<unknown>
}

const quiet = [
  'disable-gpu',
  'disable-quic',
  'no-first-run',
  'disable-background-networking',
  'disable-component-update',
  'disable-sync',
]

/** Runs an expression in a page or a worker. */
type Evaluate = (expression: string) => Promise<unknown>

/**
 * For tests: starts a Chromium without a window, with a page, a worker and a sandboxed page.
 *
 * @param more Further modules to serve, by name. Each is at `/name.js`.
 */
export async function openBrowser(
  executablePath: string,
  more: Readonly<Record<string, URL>>,
): Promise<OpenBrowser> {
  await using open = new AsyncDisposableStack()
  // The sandbox works neither for root nor in most containers. All code here is our own.
  const args = ['no-sandbox', ...quiet].map((flag) => `--${flag}`)
  const starting = chromium.launch({ executablePath, args })
  const scripts = bundle({ probes: new URL('probes.ts', import.meta.url), ...more })
  const [browser] = await Promise.all([starting, scripts])
  open.defer(() => browser.close())
  const { origin } = open.use(await servePages(await scripts))

  const [page, sandboxed] = await Promise.all(
    ['/', '/sandboxed'].map(async (path) => {
      const page = await browser.newPage()
      await page.goto(origin + path)
      return page
    }),
  )
  const worker = await workerOf(page!)
  const places: Readonly<Record<Place, Evaluate>> = {
    page: (expression) => page!.evaluate(expression),
    worker: (expression) => worker.evaluate(expression),
    'sandboxed page': (expression) => sandboxed!.evaluate(expression),
  }
  const closing = open.move()
  return {
    origin,
    probe: (place, name, ...args) =>
      places[place](
        `import('${origin}/probes.js').then(({ ${name} }) => ${name}(...${JSON.stringify(args)}))`,
      ),
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  }
}

async function workerOf(page: Page) {
  const started = page.waitForEvent('worker')
  await page.evaluate(`void new Worker('/probes.js', { type: 'module' })`)
  return await started
}
