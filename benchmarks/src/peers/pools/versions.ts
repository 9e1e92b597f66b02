import { readFile } from 'node:fs/promises'
import { findPackageJSON } from 'node:module'

/** The packages that the pools come from. */
export const packages = ['p-map', 'p-limit', 'p-queue', 'async', 'effect', 'bottleneck'] as const

/** Names the packages and the versions that are installed, in one sentence. */
export async function versions(): Promise<string> {
  const named = await Promise.all(
    packages.map(async (name) => {
      const file = findPackageJSON(name, import.meta.url)
      const { version } = JSON.parse(await readFile(String(file), 'utf8')) as { version: string }
      return `${name} ${version}`
    }),
  )
  return `With ${named.slice(0, -1).join(', ')} and ${named.at(-1)}.`
}
