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

interface CurrentRun {
  jobs: readonly Job[]
  sharesThreads: boolean
}

/** A Vitest that stays warm between runs. */
export class AnswerSession {
  readonly #vitest: Vitest
  readonly #reporter: VerdictReporter
  readonly #current: CurrentRun

  private constructor(vitest: Vitest, reporter: VerdictReporter, current: CurrentRun) {
    this.#vitest = vitest
    this.#reporter = reporter
    this.#current = current
  }

  static async open(
    settings: JobSettings,
    onEnded: (stub: string) => void,
  ): Promise<AnswerSession> {
    const current: CurrentRun = { jobs: [], sharesThreads: false }
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
            // Without the bundle, a shared thread would evaluate the packages again for each answer.
            new WorkerThread(options, () => isBundle && current.sharesThreads),
        },
        isolate: false,
        // By default, Vitest leaves one core free for its main thread, which is idle here. With a single
        // worker, it would send all answers at once, and the worker could not be replaced between them.
        maxWorkers: Math.max(2, availableParallelism()),
        // For busy steps. `withIdleLimit` ends a step that waits, and does so earlier.
        testTimeout: settings.stepTimeoutMs * workFactor,
        reporters: [reporter],
        setupFiles: [path.join(settings.ownRoot, 'course/src/answers/worker-setup.ts')],
        // The cache would keep every version of every exercise, and paths of deleted bundles.
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
        plugins: [answerPlugin(() => current.jobs), packagesPlugin(modules)],
        cacheDir: settings.cacheDir,
        resolve: { preserveSymlinks: settings.throughLinks },
        logLevel: 'silent',
      },
    )
    return new AnswerSession(vitest, reporter, current)
  }

  /**
   * Checks the current version of every job's answer.
   *
   * @param sharesThreads Whether a thread may check another answer if the previous one left nothing
   * behind. An answer with a problem is then checked again, in its own thread.
   * @returns The verdicts, in the order of the jobs.
   */
  async run(jobs: readonly Job[], sharesThreads: boolean): Promise<Verdict[]> {
    const inspected = jobs.map((job) => ({ job, problem: inspect(job) }))
    const loadable = inspected.filter(({ problem }) => !problem).map(({ job }) => job)
    this.#current.jobs = jobs
    this.#invalidate(jobs)
    const verdicts = await this.#check(loadable, sharesThreads)
    if (sharesThreads) {
      const again = loadable.filter((job) => verdicts.get(job)?.problem)
      for (const [job, verdict] of await this.#check(again, false)) verdicts.set(job, verdict)
    }
    return inspected.map(
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
    this.#current.sharesThreads = sharesThreads
    this.#reporter.begin()
    const project = this.#vitest.getRootProject()
    await this.#vitest.runTestSpecifications(
      jobs.map((job) => project.createSpecification(job.stub)),
    )
    return new Map(jobs.map((job) => [job, this.#reporter.verdict(job)]))
  }

  // Vite caches transformed modules. The learner may have split the exercise into several files, so
  // this invalidates every module in the lessons' folders, and the stubs.
  #invalidate(jobs: readonly Job[]): void {
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

/** The modules of the packages that checks import. */
async function workerModules({
  ownRoot,
  throughLinks,
}: JobSettings): Promise<{ modules: PackageModules; isBundle: boolean }> {
  const fromSources = { modules: sourceModules(ownRoot), isBundle: false }
  // The bundler doesn't find the packages' dependencies through links.
  if (throughLinks) return fromSources
  try {
    return { modules: await openWorkerBundle(), isBundle: true }
  } catch {
    // The bundle cannot be written here. The source files work, too, but load more slowly.
    return fromSources
  }
}
