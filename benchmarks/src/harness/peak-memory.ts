import { readFileSync } from 'node:fs'

/**
 * The most memory that this process has had in RAM so far, in bytes.
 *
 * On Linux, `process.resourceUsage()` also counts what the parent had when it started this process, so a small
 * program would seem to be as large as its parent. `VmHWM` doesn't.
 */
export function peakRssBytes(): number {
  const kilobytes = process.platform === 'linux' ? peakIn(statusFile()) : undefined
  return (kilobytes ?? process.resourceUsage().maxRSS) * 1024
}

/** The kilobytes in the line `VmHWM` of a process's `/proc/…/status`. */
export function peakIn(status: string): number | undefined {
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]
  return kilobytes === undefined ? undefined : Number(kilobytes)
}

function statusFile(): string {
  try {
    return readFileSync('/proc/self/status', 'utf8')
  } catch {
    return ''
  }
}
