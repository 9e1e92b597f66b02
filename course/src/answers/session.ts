import { availableParallelism } from 'node:os'
import path from 'node:path'
import { createVitest, type Vitest } from 'vitest/node'
import { answerPlugin, packagesPlugin, checkOf } from './answer-plugin.ts'
import { inspect } from './inspect.ts'
import { workFactor, type Job, type JobSettings } from './protocol.ts'
import { VerdictReporter } from './verdict-reporter.ts'
import type { Verdict } from './verdict.ts'
import { WorkerThread } from './worker-thread.ts'
import {
  bundledModule,
  openWorkerBundle,
  sourceModules,
  type PackageModules,
} from './worker-bundle.ts'

/** What a run is about. */
interface Now {
  jobs: readonly Job[]
  sharesThreads: boolean
}

/** A Vitest that stays warm between runs. */
export class AnswerSession {
  readonly #vitest: Vitest
  readonly #reporter: VerdictReporter
  readonly #now: Now

  private constructor(vitest: Vitest, reporter: VerdictReporter, now: Now) {
    this.#vitest = vitest
    this.#reporter = reporter
    this.#now = now
  }

  static async open(
    settings: JobSettings,
    onEnded: (stub: string) => void,
  ): Promise<AnswerSession> {
    const now: Now = { jobs: [], sharesThreads: false }
    const reporter = new VerdictReporter(settings.stepTimeoutMs, onEnded)
    const { modules, isBundle } = await workerModules(settings)
    const vitest = await createVitest(
      {
        root: settings.root,
        config: false,
        watch: false,
        pool: {
          name: 'overlap',
          createPoolWorker: (options) =>
            // Modules that are not in the bundle would be made again for each answer.
            new WorkerThread(options, () => isBundle && now.sharesThreads),
        },
        isolate: false,
        // Vitest leaves one core free for its own watching; nothing else is going on here. It would
        // give all answers to a single worker at once, and that could not be replaced between them.
        maxWorkers: Math.max(2, availableParallelism()),
        // A step that waits ends earlier, see `withIdleLimit`.
        testTimeout: settings.stepTimeoutMs * workFactor,
        reporters: [reporter],
        setupFiles: [path.join(settings.ownRoot, 'course/src/answers/worker-setup.ts')],
        // It would keep every version of every exercise, and paths of bundles that are gone.
        fsModuleCache: false,
        server: { deps: { external: [bundledModule] } },
        env: {
          OVERLAP_COLOR: settings.color ? '1' : '0',
          OVERLAP_ASCII: settings.ascii ? '1' : '0',
          OVERLAP_WIDTH: String(settings.width),
          OVERLAP_STEP_TIMEOUT_MS: String(settings.stepTimeoutMs),
          ...(settings.pictureLines !== undefined && {
            OVERLAP_PICTURE_LINES: String(settings.pictureLines),
          }),
          ...(settings.color ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' }),
        },
      },
      {
        plugins: [answerPlugin(() => now.jobs), packagesPlugin(modules)],
        cacheDir: settings.cacheDir,
        resolve: { preserveSymlinks: settings.throughLinks },
        logLevel: 'silent',
      },
    )
    return new AnswerSession(vitest, reporter, now)
  }

  /**
   * Checks every job's answer as its file is now, and gives the verdicts in the jobs' order.
   *
   * @param sharesThreads Whether a thread may check another answer if the one before left nothing
   * behind. One with a problem of its own is then checked again, in a thread of its own.
   */
  async run(jobs: readonly Job[], sharesThreads: boolean): Promise<Verdict[]> {
    const looked = jobs.map((job) => ({ job, problem: inspect(job) }))
    const sound = looked.filter(({ problem }) => !problem).map(({ job }) => job)
    this.#now.jobs = jobs
    this.#forget(jobs)
    const verdicts = await this.#check(sound, sharesThreads)
    if (sharesThreads) {
      const odd = sound.filter((job) => verdicts.get(job)?.problem)
      for (const [job, verdict] of await this.#check(odd, false)) verdicts.set(job, verdict)
    }
    return looked.map(
      ({ job: { lesson, answer }, job, problem }) =>
        verdicts.get(job) ?? {
          lesson,
          answer,
          passed: false,
          steps: [],
          ...(problem && { problem }),
          output: [],
        },
    )
  }

  async #check(jobs: readonly Job[], sharesThreads: boolean): Promise<Map<Job, Verdict>> {
    if (jobs.length === 0) return new Map()
    this.#now.sharesThreads = sharesThreads
    this.#reporter.begin()
    const project = this.#vitest.getRootProject()
    await this.#vitest.runTestSpecifications(
      jobs.map((job) => project.createSpecification(job.stub)),
    )
    return new Map(jobs.map((job) => [job, this.#reporter.verdict(job)]))
  }

  // Vite keeps what it transformed. The learner may have split the exercise into several files, so
  // all that was loaded from the lessons' folders is read again, and the stubs are.
  #forget(jobs: readonly Job[]): void {
    const stubs = new Set(jobs.map(({ stub }) => stub))
    const dirs = [
      ...new Set(
        jobs.map(({ dir }) => checkOf({ dir }).replace(/backstage\/check\.test\.ts$/, '')),
      ),
    ]
    for (const environment of Object.values(this.#vitest.vite.environments)) {
      for (const file of environment.moduleGraph.fileToModulesMap.keys()) {
        if (stubs.has(file) || dirs.some((dir) => file.startsWith(dir)))
          this.#vitest.invalidateFile(file)
      }
    }
    this.#vitest.clearSpecificationsCache()
  }
}

/** Where each worker finds the packages that checks import. */
async function workerModules({
  ownRoot,
  throughLinks,
}: JobSettings): Promise<{ modules: PackageModules; isBundle: boolean }> {
  const fromSources = { modules: sourceModules(ownRoot), isBundle: false }
  // Through links the bundler would not find what the packages depend on.
  if (throughLinks) return fromSources
  try {
    return { modules: await openWorkerBundle(), isBundle: true }
  } catch {
    // The bundle cannot be written here. The packages' own files do the same, more slowly.
    return fromSources
  }
}
