import { readFileSync } from 'node:fs'

/**
 * The memory of a process now, in bytes. A page that several processes share counts in part for each of them (PSS).
 *
 * @returns `undefined` where the system cannot tell: only Linux can.
 */
export function sharedOutBytes(pid: number | 'self'): number | undefined {
  try {
    return pssIn(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))
  } catch {
    return undefined
  }
}

/** The memory of this process now, in bytes: PSS, or RSS where only that can be told. */
export const ownMemoryBytes = (): number => sharedOutBytes('self') ?? process.memoryUsage.rss()

/** The bytes in the line `Pss` of a process's `smaps_rollup`. */
export function pssIn(rollup: string): number | undefined {
  const kilobytes = /^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1]
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024
}
