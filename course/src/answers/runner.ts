import path from 'node:path'
import { rmSync } from 'node:fs'
import { CourseError } from '../errors.ts'
import { findHouse, ownRoot } from '../house.ts'
import { findLessons } from '../lessons/find.ts'
import { pickLesson } from '../lessons/pick.ts'
import { answerFile } from './answer-files.ts'
import { AnswerProcess } from './answer-process.ts'
import { plainPath } from './plain-path.ts'
import { workFactor, type Job, type JobSettings } from './protocol.ts'
import { openRunFolder, writeStub } from './stubs.ts'
import type { Stuck } from './silence.ts'
import type { AnswerRequest, Problem, Verdict } from './verdict.ts'
import { lateSentence } from './late-sentence.ts'

/** How answers are run. */
export interface RunnerOptions {
  /** The folder that holds `lessons/`; by default the course's own. */
  readonly root?: string
  /**
   * Real milliseconds that one step may wait, 4000 by default; time in which its thread works does not
   * count. A thread that is not heard of for a second longer is taken to be in an endless loop.
   */
  readonly stepTimeoutMs?: number
  /** Whether the timelines in messages are coloured; they are not by default. */
  readonly color?: boolean
  /** Whether the timelines in messages are drawn in ASCII; they are not by default. */
  readonly ascii?: boolean
  /** Columns of the timelines in messages, 80 by default. */
  readonly width?: number
  /** Lines that the timelines of one message should take at most; by default as many as they need. */
  readonly pictureLines?: number
}

/** How one run goes. */
export interface RunOptions {
  /**
   * Whether several answers may be checked in one thread, one after another, which takes a fifth of
   * the time. A thread in which an answer left something behind (a timer, a listener, a changed
   * global) is not used again. Give it for answers that mean no harm; by default each answer has a
   * thread of its own.
   */
  readonly sharesThreads?: boolean
  /**
   * Tries each rule of a check in at most so many drawn scenarios, and stops at the first step that
   * fails, as it fails: for a quick yes or no. A step that passes may fail in a later draw.
   */
  readonly draws?: number
}

/** Runs answers again and again, in a process that stays warm. */
export interface AnswerRunner extends Disposable {
  /**
   * Checks every answer as its file is now, so that nothing an answer leaves behind reaches another.
   *
   * @returns One verdict for each request, in their order, whatever the answers do.
   * @throws {CourseError} when a lesson or an answer of that name does not exist.
   */
  run(requests: readonly AnswerRequest[], options?: RunOptions): Promise<Verdict[]>
}

/**
 * Starts a process for running answers. It is ready for work at once and warms up by itself.
 * Dispose of it to end the process.
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

  function toJob({ lesson: wanted, answer, text }: AnswerRequest, index: number): Job {
    const lesson = pickLesson(findLessons(house), wanted)
    const file = answerFile(lesson, answer)
    const [name, query] =
      text === undefined ? [answer, ''] : [`${answer}-${index}`, `?text=${index}`]
    return {
      lesson: lesson.number,
      answer,
      dir: lesson.dir,
      file,
      module: `${slashed(file)}${query}`,
      stub: slashed(path.join(folder, `${lesson.number}-${name}.test.ts`)),
      ...(text !== undefined && { text }),
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
      // With fewer draws the first failure is enough.
      const isStar = ending.level === 'further' && options.draws === undefined
      if (isStar) return settleWithout(jobs, stuck, ending, options)
      const others = await settle(jobs.toSpliced(stuck, 1), options)
      return others.toSpliced(stuck, 0, stuckVerdict(jobs[stuck]!, ending, settings))
    }
    if (jobs.length === 1) return [crashed(jobs[0]!, ending.message)]
    // Nobody knows whose fault it was: one by one, each is answerable for itself.
    const verdicts: Verdict[] = []
    for (const job of jobs)
      verdicts.push(...(await settle([job], { ...options, sharesThreads: false })))
    return verdicts
  }

  /** Checks again without a star that never ends: it must not keep the task from being done. */
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
      const jobs = requests.map(toJob)
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
 * Checks answers once, and ends the process that did it.
 *
 * All answers of all lessons fit in one call: it costs about a quarter of a second to start, and a
 * few hundredths for each answer.
 *
 * @throws {CourseError} when a lesson or an answer of that name does not exist.
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
          ? `${path.basename(job.file)} was still loading after ${seconds} s: an \`await\` at its top ` +
            'level never settles. Move it into the function that the check calls.'
          : lateSentence(step, seconds * workFactor),
    })
  }
  const where = step === '' ? 'while it was loading' : `in the step "${step}"`
  return failed(job, {
    kind: 'endless-loop',
    message:
      `Your code never gives the thread back: ${where}, nothing else could run for ${seconds} s. ` +
      'Look for a loop whose condition never changes. While a loop runs, no response can arrive, and ' +
      'no timer or promise can call back.',
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
      ? 'Your code crashed the thread that it ran in. The usual cause is that it used up the memory: ' +
        'look for a list that never stops growing.'
      : [
          'The process that ran your code ended during the check. Look for a call that ends it, ' +
            'such as process.kill or process.abort.',
          message,
        ]
          .join('\n')
          .trim(),
  })
}

function failed(job: Job, problem: Problem): Verdict {
  return { lesson: job.lesson, answer: job.answer, passed: false, steps: [], problem, output: [] }
}
