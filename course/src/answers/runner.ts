import path from 'node:path'
import { rmSync } from 'node:fs'
import { CourseError } from '../errors.ts'
import { findHouse, ownRoot } from '../house.ts'
import { findLessons } from '../lessons/find.ts'
import type { Lesson } from '../lessons/lesson.ts'
import { pickLesson } from '../lessons/pick.ts'
import { answerFile } from './answer-files.ts'
import { AnswerProcess } from './answer-process.ts'
import { plainPath } from './plain-path.ts'
import { workFactor, type Job, type JobSettings } from './protocol.ts'
import { openRunFolder, writeStub } from './stubs.ts'
import type { Stuck } from './watchdog.ts'
import type { AnswerRequest, Problem, Verdict } from './verdict.ts'
import { lateSentence } from './late-sentence.ts'

/** Options for all runs of a runner. */
export interface RunnerOptions {
  /** The folder that holds `lessons/`; by default the course's own. */
  readonly root?: string
  /**
   * How many real milliseconds one step may wait, 4000 by default. Time in which its thread is busy does
   * not count. A thread that sends no heartbeat for 1000 ms longer than that is in an endless loop.
   */
  readonly stepTimeoutMs?: number
  /** Whether the timelines in messages have colours. Default: `false`. */
  readonly color?: boolean
  /** Whether the timelines in messages are drawn in ASCII. Default: `false`. */
  readonly ascii?: boolean
  /** The width of timelines and lines of code in messages, in columns. Default: 80, for code 76. */
  readonly width?: number
  /** The most lines that the timelines of one message should take. Default: no limit. */
  readonly pictureLines?: number
}

/** Options for one run. */
export interface RunOptions {
  /**
   * Whether a thread may check several answers, one after another. This takes a fifth of the time. A
   * thread is not used again if an answer left something behind in it, such as a timer, a listener or a
   * changed global. Use this only for answers that you trust. Default: `false`.
   */
  readonly sharesThreads?: boolean
  /**
   * The most scenarios that each rule of a check draws. With this limit the run also stops at the first
   * failed step, and doesn't shrink the scenario that failed. It is faster, but less thorough: a step
   * that passes might fail in a later scenario.
   */
  readonly draws?: number
}

/** Runs answers in a child process that stays warm between runs. */
export interface AnswerRunner extends Disposable {
  /**
   * Checks the current version of every answer. Nothing that an answer leaves behind affects another.
   *
   * @returns One verdict for each request, in the same order, even if an answer crashes or never ends.
   * @throws {CourseError} if a lesson or an answer does not exist, or the process cannot check anything.
   */
  run(requests: readonly AnswerRequest[], options?: RunOptions): Promise<Verdict[]>
}

/**
 * Starts a process that runs answers. You can call `run` at once, while the process is still warming up.
 * Dispose of the runner to end the process.
 */
export function startRunner(options: RunnerOptions = {}): AnswerRunner {
  const root = plainPath(findHouse(options.root).root)
  const own = plainPath(ownRoot)
  const house = findHouse(root.path)
  const { dir: folder, cacheDir } = openRunFolder(house)
  const settings: JobSettings = {
    root: root.path,
    ownRoot: own.path,
    throughLinks: root.isLink || own.isLink,
    cacheDir,
    stepTimeoutMs: options.stepTimeoutMs ?? 4000,
    color: options.color ?? false,
    ascii: options.ascii ?? false,
    width: options.width ?? 80,
    ...(options.pictureLines !== undefined && { pictureLines: options.pictureLines }),
  }
  let child = new AnswerProcess(settings)

  function restart(): void {
    child.end()
    child = new AnswerProcess(settings)
  }

  function toJob(
    { lesson: wanted, answer, text, steps }: AnswerRequest,
    index: number,
    lessons: readonly Lesson[],
  ): Job {
    const lesson = pickLesson(lessons, wanted)
    const file = answerFile(lesson, answer)
    const [name, query] =
      text === undefined ? [answer, ''] : [`${answer}-${index}`, `?text=${index}`]
    return {
      lesson: lesson.number,
      answer,
      dir: lesson.dir,
      file,
      module: `${slashed(file)}${query}`,
      ...(options.width !== undefined && { width: options.width }),
      stub: slashed(path.join(folder, `${lesson.number}-${name}.test.ts`)),
      ...(text !== undefined && { text }),
      ...(steps && { steps }),
    }
  }

  async function settle(jobs: readonly Job[], options: RunOptions): Promise<Verdict[]> {
    if (jobs.length === 0) return []
    const ending = await child.run(jobs, options.sharesThreads ?? false)
    if (ending.kind === 'verdicts') return [...ending.verdicts]
    if (ending.kind === 'broken') throw new CourseError(`Cannot check answers. ${ending.message}`)
    restart()
    if (ending.kind === 'stuck') {
      const stuck = jobs.findIndex((job) => job.stub === ending.stub)
      // A run with limited draws stops at the first failure anyway.
      const isStar = ending.level === 'further' && options.draws === undefined
      if (isStar) return settleWithout(jobs, stuck, ending, options)
      const others = await settle(jobs.toSpliced(stuck, 1), options)
      return others.toSpliced(stuck, 0, stuckVerdict(jobs[stuck]!, ending, settings))
    }
    if (jobs.length === 1) return [crashed(jobs[0]!, ending.message)]
    // Any of the jobs may have crashed the process. Run one at a time to find out which.
    const verdicts: Verdict[] = []
    for (const job of jobs)
      verdicts.push(...(await settle([job], { ...options, sharesThreads: false })))
    return verdicts
  }

  /** Runs again without a `further` step that got stuck, so that the task and other stars can pass. */
  async function settleWithout(
    jobs: readonly Job[],
    index: number,
    stuck: Stuck,
    options: RunOptions,
  ): Promise<Verdict[]> {
    const job = jobs[index]!
    const rest = { ...job, skipped: [...(job.skipped ?? []), stuck.step] }
    writeStub(rest)
    const verdicts = await settle(jobs.with(index, rest), options)
    const message = stuckVerdict(job, stuck, settings).problem?.message ?? ''
    const { steps, ...verdict } = verdicts[index]!
    return verdicts.with(index, {
      ...verdict,
      steps: steps.map((step) =>
        step.title === stuck.step ? { ...step, state: 'failed', message } : step,
      ),
    })
  }

  return {
    run: async (requests, options = {}) => {
      const lessons = findLessons(house)
      const jobs = requests.map((request, index) => toJob(request, index, lessons))
      for (const job of jobs) writeStub(job, options.draws)
      return settle(jobs, options)
    },
    [Symbol.dispose]: () => {
      child.end()
      rmSync(folder, { recursive: true, force: true })
      root[Symbol.dispose]()
      own[Symbol.dispose]()
    },
  }
}

/**
 * Checks answers once, in a process that ends afterwards.
 *
 * Pass all answers in one call: the process takes about 0.25 s to start, and each answer only a few
 * hundredths of a second.
 *
 * @throws {CourseError} if a lesson or an answer does not exist, or the process cannot check anything.
 */
export async function runAnswers(
  requests: readonly AnswerRequest[],
  options: RunnerOptions = {},
): Promise<Verdict[]> {
  using runner = startRunner(options)
  return await runner.run(requests)
}

function stuckVerdict(
  job: Job,
  { step, isWaiting }: Stuck,
  { stepTimeoutMs }: JobSettings,
): Verdict {
  const seconds = (stepTimeoutMs + 1000) / 1000
  if (isWaiting) {
    return failed(job, {
      kind: 'timeout',
      message:
        step === ''
          ? `${path.basename(job.file)} was still loading after ${seconds} s, because an \`await\` at its ` +
            'top level never ends. Move it into the function that the check calls.'
          : lateSentence(step, seconds * workFactor),
    })
  }
  const where = step === '' ? 'while it was loading' : `in the step "${step}"`
  return failed(job, {
    kind: 'endless-loop',
    message:
      `Your code never gives the thread back: ${where}, nothing else could run for ${seconds} s. ` +
      'Look for a loop whose condition never changes. While it runs, no timer can fire and no response ' +
      'can arrive, even if the loop awaits promises that have already settled.',
  })
}

function slashed(file: string): string {
  return file.replaceAll('\\', '/')
}

function crashed(job: Job, message: string): Verdict {
  const memory = /out of memory|OUT_OF_MEMORY|Worker exited unexpectedly/.test(message)
  return failed(job, {
    kind: 'crash',
    message: memory
      ? 'Your code crashed its thread, probably because it used up the memory. Look for a list that ' +
        'never stops growing.'
      : [
          'The process that runs your code ended during the check. Look for a call that ends the ' +
            'process, such as process.kill or process.abort.',
          message,
        ]
          .join('\n')
          .trim(),
  })
}

function failed(job: Job, problem: Problem): Verdict {
  return { lesson: job.lesson, answer: job.answer, passed: false, steps: [], problem, output: [] }
}
