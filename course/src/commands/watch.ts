import { on } from 'node:events'
import { readdirSync, statSync, watch as watchFolder } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Course } from '../course.ts'
import { hasCode } from '../errors.ts'
import { refuseOtherFile } from '../lessons/pick.ts'
import { dim } from '../ui/style.ts'
import { print } from '../ui/terminal.ts'
import { checkOnce, prepareCheck, type CheckFlags } from './check.ts'

/** `course check <n> --watch`: checks again on every save, until Ctrl-C. */
export async function watch(
  course: Course,
  wanted: string | undefined,
  flags: CheckFlags = {},
): Promise<number> {
  await watchUntilStopped(course, wanted, flags)
  return 0
}

/** The same. Returns whether the last check passed. */
export async function watchUntilStopped(
  course: Course,
  wanted: string | undefined,
  { star }: CheckFlags = {},
): Promise<boolean> {
  const lesson = await course.pick(wanted, 'check')
  refuseOtherFile(lesson, wanted, 'check')
  using runner = await prepareCheck(course, lesson)
  let passed = false
  const stop = new AbortController()
  process.once('SIGINT', () => stop.abort())
  const { signal } = stop
  for await (const _ of savesIn(lesson.dir, signal)) {
    clearScreen()
    const options = { isWatching: true, signal, beforeVerdict: clearScreen, star }
    const verdict = await checkOnce(course, lesson, runner, options)
    if (verdict === undefined) break
    passed = verdict.passed
    print(dim('Waiting for the next save. Press Ctrl-C to stop.'))
  }
  print()
  return passed
}

function clearScreen(): void {
  if (process.stdout.isTTY) process.stdout.write('\u001B[2J\u001B[3J\u001B[H')
}

/** Yields once at the start, and then after every save of a `.ts` file in the folder. */
export async function* savesIn(dir: string, signal: AbortSignal): AsyncGenerator<void> {
  // This watches the folder, because many editors save by renaming a new file over the old one.
  // `on` queues events from now on, even during the first check. The iterator of `node:fs/promises` would
  // only start watching after it.
  const events = on(watchFolder(dir, { signal }), 'change', { signal })
  let seen = stateOf(dir)
  yield
  try {
    for await (const [, filename] of events as AsyncIterable<[string, string | null]>) {
      if (filename !== null && !filename.endsWith('.ts')) continue
      // One save causes several events. Comparing the state of the files ignores the redundant ones.
      await sleep(25, undefined, { signal })
      const state = stateOf(dir)
      if (state === seen) continue
      seen = state
      yield
    }
  } catch (error) {
    if (!signal.aborted) throw error
  }
}

function stateOf(dir: string): string {
  return readdirSync(dir)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${name} ${timeOf(path.join(dir, name))}`)
    .join('\n')
}

function timeOf(file: string): string {
  try {
    const { mtimeMs, size, ino } = statSync(file)
    return `${mtimeMs} ${size} ${ino}`
  } catch (error) {
    // The file was renamed or deleted after the folder was listed.
    if (hasCode(error, 'ENOENT')) return ''
    throw error
  }
}
