import { canRedraw, liveScreen } from './live-screen.ts'
import { perform } from './perform.ts'
import type { Demo, PerformOptions } from './stage.ts'

/**
 * Plays a demo if its file was started directly: `node demo.ts`, `tsx demo.ts`. If the file was
 * imported, it does nothing, so that the course can play the same demo in its own way.
 *
 * @example
 * ```ts
 * import { present, type Stage } from '@overlap/mock-server/stage'
 *
 * export const network = { latency: 100 }
 *
 * export async function demo(stage: Stage): Promise<void> {
 *   await stage.act('One call', (api) => fetch(api.url('/todos/1')))
 * }
 *
 * await present(import.meta, { network, demo })
 * ```
 */
export async function present(meta: ImportMeta, demo: Demo): Promise<void> {
  if (!wasStarted(meta)) return
  leaveWithTheReader()
  await perform(demo, { ...atTerminal(), source: sourceOf(meta) })
}

function atTerminal(): PerformOptions {
  const { process } = globalThis as { process?: NodeJS.Process }
  if (process?.stdout?.isTTY !== true) return {}
  const { stdout, env } = process
  return {
    draw: { color: !env['NO_COLOR'], width: Math.min(100, stdout.columns) },
    rows: stdout.rows,
    ...(canRedraw(stdout, env) && { live: liveScreen((text) => stdout.write(text), stdout) }),
  }
}

/** The text of the demo's file. Empty in a browser. */
function sourceOf({ url }: ImportMeta): string {
  const { process } = globalThis as { process?: NodeJS.Process }
  const read = process?.getBuiltinModule?.('node:fs').readFileSync
  try {
    return read?.(new URL(url), 'utf8') ?? ''
  } catch {
    // A compiled demo may be somewhere else.
    return ''
  }
}

/** Under tsx and before Node 24, there is no `import.meta.main`. So compare the file's name. */
function wasStarted({ main, url }: { main?: boolean; url: string }): boolean {
  if (main !== undefined) return main
  const { process } = globalThis as { process?: NodeJS.Process }
  const file = process?.argv?.[1]
  if (process === undefined || file === undefined) return false
  // A module's URL has the real path of its file. No import of `node:fs`, for the sake of browsers.
  const real = process.getBuiltinModule?.('node:fs').realpathSync(file) ?? file
  const path = real.replaceAll('\\', '/').replace(/^(?!\/)/, '/')
  return decodeURIComponent(new URL(url).pathname) === path
}

/** Exits without an error when the reader of the output stops, as `head` does. */
function leaveWithTheReader(): void {
  const { process } = globalThis as { process?: NodeJS.Process }
  process?.stdout?.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit()
    throw error
  })
}
