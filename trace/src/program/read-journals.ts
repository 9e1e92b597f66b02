import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Call, Trace } from '../call.ts'
import type { Blocked, Ending } from '../findings/finding.ts'
import { toMicrosecond } from '../ms.ts'
import { withAttempts } from './attempts.ts'
import type { JournalHead, JournalEntry } from './journal-entries.ts'

/** What a program did. */
export interface ProgramTrace {
  /** The calls of all threads. The first one was sent at 0 ms. */
  readonly trace: Trace
  /** When a thread computed for long while calls were open. */
  readonly blocked: readonly Blocked[]
  /**
   * For how long threads did not run and did not compute either, although calls were open. Other programs
   * held the processor, or the thread waited in a synchronous function.
   */
  readonly awayMs: number
  /** How the main thread ended. */
  readonly ending: Ending
  /** The code of the error that ended the program, such as `ERR_MODULE_NOT_FOUND`. `''` if it has none. */
  readonly crash?: string
}

/** Options of {@link readJournals}. */
export interface ReadOptions {
  /** The folder of the journals. */
  readonly dir: string
  /** The most calls to keep: the last ones. */
  readonly limit: number
  /** `process.hrtime()` when the program ended, in ms. */
  readonly endedMs: number
}

/**
 * Reads the journals of all threads of a program that has ended.
 *
 * @example
 * ```ts
 * import { mkdtempSync } from 'node:fs'
 * import { tmpdir } from 'node:os'
 * import path from 'node:path'
 * import { readJournals } from '@overlap/trace/program'
 *
 * // Here, the folder is empty.
 * const dir = mkdtempSync(path.join(tmpdir(), 'calls-'))
 * const endedMs = Number(process.hrtime.bigint()) / 1e6
 *
 * readJournals({ dir, limit: 1000, endedMs }).trace.calls // → []
 * ```
 */
export function readJournals({ dir, limit, endedMs }: ReadOptions): ProgramTrace {
  const threads = threadsIn(dir)
  const several = threads.length > 1
  const all = threads.flatMap(({ calls, head }) =>
    calls.map((call) => ({
      ...shifted(call, head.startMs),
      client: several ? head.client || 'main' : '',
    })),
  )
  const inOrder = all.toSorted((a, b) => a.sentMs - b.sentMs)
  const kept = inOrder.slice(-limit)
  const dropped = threads.reduce((sum, thread) => sum + thread.dropped, all.length - kept.length)
  const zeroMs = kept[0]?.sentMs ?? threads[0]?.head.startMs ?? endedMs
  const first = threads[0]?.head
  const ends = threads.flatMap(({ endMs, head }) =>
    endMs === undefined ? [] : [head.startMs + endMs],
  )
  const crash = threads.find(({ head }) => head.client === '')?.crash
  const isKilled = threads.some(({ head, endMs }) => head.client === '' && endMs === undefined)
  return {
    awayMs: toMicrosecond(threads.reduce((sum, thread) => sum + thread.awayMs, 0)),
    ending: crash !== undefined ? 'crash' : isKilled ? 'signal' : 'itself',
    ...(crash !== undefined && { crash }),
    trace: {
      calls: withAttempts(kept).map((call, id) => ({ ...shifted(call, -zeroMs), id })),
      epochMs:
        first === undefined ? Date.now() : first.epochMs + Math.round(zeroMs - first.startMs),
      nowMs: toMicrosecond(Math.max(0, (isKilled ? endedMs : Math.max(...ends, zeroMs)) - zeroMs)),
      dropped,
      marks: [],
    },
    blocked: threads.flatMap(({ head, blocked }) =>
      blocked.map(([fromMs, toMs]) => ({
        fromMs: toMicrosecond(fromMs + head.startMs - zeroMs),
        toMs: toMicrosecond(toMs + head.startMs - zeroMs),
      })),
    ),
  }
}

interface Thread {
  readonly head: JournalHead
  readonly calls: readonly Call[]
  readonly dropped: number
  readonly blocked: readonly (readonly [number, number])[]
  readonly awayMs: number
  readonly crash?: string
  readonly endMs?: number
}

function threadsIn(dir: string): Thread[] {
  const files = readdirSync(dir).filter((name) => name.endsWith('.jsonl'))
  const byThread = Map.groupBy(files, (name) => name.replace(/\.\d\.jsonl$/u, ''))
  return [...byThread.values()]
    .flatMap((names) => threadOf(names.map((name) => linesIn(path.join(dir, name)))) ?? [])
    .toSorted((a, b) => a.head.startMs - b.head.startMs)
}

function linesIn(file: string): JournalEntry[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return JSON.parse(line) as JournalEntry[]
      } catch {
        // The last line of a process that was killed may be incomplete.
        return []
      }
    })
}

function threadOf(files: readonly JournalEntry[][]): Thread | undefined {
  const turnOf = ([head]: readonly JournalEntry[]): number => (head as JournalHead).turn
  const inOrder = files
    .filter(([head]) => head !== undefined && 'startMs' in head)
    .toSorted((a, b) => turnOf(a) - turnOf(b))
  const head = inOrder[0]?.[0] as JournalHead | undefined
  if (head === undefined) return undefined
  const calls = new Map<number, Call>()
  const blocked: (readonly [number, number])[] = []
  let awayMs = 0
  let crash: string | undefined
  let endMs: number | undefined
  for (const line of inOrder.flat()) {
    if ('blocked' in line) blocked.push(line.blocked)
    else if ('sentMs' in line) calls.set(line.id, line)
    else if ('awayMs' in line) awayMs += line.awayMs
    else if ('crash' in line) ({ crash } = line)
    else if (!('startMs' in line)) ({ endMs } = line)
  }
  const all = [...calls.values()].toSorted((a, b) => a.id - b.id)
  const sent = (all.at(-1)?.id ?? -1) + 1
  return {
    head,
    calls: all,
    dropped: sent - all.length,
    blocked,
    awayMs,
    ...(crash !== undefined && { crash }),
    ...(endMs !== undefined && { endMs }),
  }
}

function shifted(call: Call, byMs: number): Call {
  const at = (ms: number): number => toMicrosecond(ms + byMs)
  const { headersMs, endMs } = call
  return {
    ...call,
    sentMs: at(call.sentMs),
    ...(headersMs !== undefined && { headersMs: at(headersMs) }),
    ...(endMs !== undefined && { endMs: at(endMs) }),
  }
}
