import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** The program that makes the calls with asyncio and aiohttp. */
export const program = fileURLToPath(new URL('client.py', import.meta.url))

/** A Python that can import aiohttp. */
export interface Python {
  /** The command that starts it. */
  readonly command: readonly string[]
  readonly aiohttp: string
  readonly python: string
  /** Whether aiohttp's parts in C are there. Without them, it is much slower. */
  readonly extensions: boolean
  /** The version of uvloop, if it can be imported. */
  readonly uvloop: string | null
}

/** Debian's Python may not be the first one on the PATH. On Windows, `py` knows which ones there are. */
const candidates = [['python3'], ['/usr/bin/python3'], ['python'], ['py', '-3']]

/** The first Python that can import aiohttp, if any can. */
export async function findPython(
  commands: readonly (readonly string[])[] = candidates,
): Promise<Python | undefined> {
  for (const command of commands) {
    const [file = '', ...args] = command
    const found = await run(file, [...args, program, '--about']).catch(() => undefined)
    if (found !== undefined) {
      return { command, ...(JSON.parse(found.stdout) as Omit<Python, 'command'>) }
    }
  }
  return undefined
}

/** What the Python program runs on, or why there is none. */
export function aboutPython(python: Python | undefined): string {
  if (python === undefined) {
    return "aiohttp was skipped, because no Python here can import it. `pip install aiohttp` installs it, or `apt install python3-aiohttp` for Debian's own Python."
  }
  const { aiohttp, extensions, python: version, uvloop } = python
  const loop =
    uvloop === null ? "asyncio's own event loop" : `asyncio's own event loop and uvloop ${uvloop}`
  return `aiohttp ${aiohttp} ${extensions ? 'with' : 'without'} its C extensions, on Python ${version} with ${loop}.`
}
