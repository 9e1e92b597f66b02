import { perform } from './perform.ts'
import type { Demo } from './stage.ts'

/**
 * Plays a demo when its file is the one that was started: `node demo.ts`, `tsx demo.ts`. In a file
 * that was imported it does nothing, so that the course can play the same demo its own way.
 *
 * ```ts
 * await present(import.meta, { network, demo })
 * ```
 */
export async function present(meta: ImportMeta, demo: Demo): Promise<void> {
  if (!meta.main) return
  leaveWithTheReader()
  await perform(demo, { draw: { color: colorful() } })
}

/** Whoever reads the output may stop reading, as `head` does. That is no error. */
function leaveWithTheReader(): void {
  const { process } = globalThis as { process?: NodeJS.Process }
  process?.stdout?.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit()
    throw error
  })
}

function colorful(): boolean {
  const { process } = globalThis as { process?: NodeJS.Process }
  return process?.stdout?.isTTY === true && !process.env['NO_COLOR']
}
