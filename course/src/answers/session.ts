import { availableParallelism } from 'node:os'
import path from 'node:path'
import { createVitest, type Vitest } from 'vitest/node'
import { answerPlugin, packagesPlugin, checkOf } from './answer-plugin.ts'
import { inspect } from './inspect.ts'
import type { Job, JobSettings } from './protocol.ts'
import { VerdictReporter } from './verdict-reporter.ts'
import type { Verdict } from './verdict.ts'
import {
  bundledModule,
  openWorkerBundle,
  sourceModules,
  type PackageModules,
} from './worker-bundle.ts'

/** A Vitest that stays warm between runs; each answer gets a worker thread of its own. */
export class AnswerSession {
  readonly #vitest: Vitest
  readonly #reporter: VerdictReporter
  readonly #jobs: { now: readonly Job[] }

  private constructor(vitest: Vitest, reporter: VerdictReporter, jobs: { now: readonly Job[] }) {
    this.#vitest = vitest
    this.#reporter = reporter
    this.#jobs = jobs
  }

  static async open(
    settings: JobSettings,
    onEnded: (stub: string) => void,
  ): Promise<AnswerSession> {
    const jobs: { now: readonly Job[] } = { now: [] }
    const reporter = new VerdictReporter(settings.stepTimeoutMs, onEnded)
    const modules = await workerModules(settings)
    const vitest = await createVitest(
      {
        root: settings.root,
        config: false,
        watch: false,
        pool: 'threads',
        isolate: true,
        // Vitest leaves one core free for its own watching; nothing else is going on here.
        maxWorkers: availableParallelism(),
        testTimeout: settings.stepTimeoutMs,
        reporters: [reporter],
        setupFiles: [path.join(settings.ownRoot, 'course/src/answers/worker-setup.ts')],
        // It would keep every version of every exercise, and paths of bundles that are gone.
        fsModuleCache: false,
        server: { deps: { external: [bundledModule] } },
        env: {
          OVERLAP_COLOR: settings.color ? '1' : '0',
          OVERLAP_ASCII: settings.ascii ? '1' : '0',
          OVERLAP_WIDTH: String(settings.width),
          ...(settings.color ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' }),
        },
      },
      {
        plugins: [answerPlugin(() => jobs.now), packagesPlugin(modules)],
        cacheDir: settings.cacheDir,
        resolve: { preserveSymlinks: settings.throughLinks },
        logLevel: 'silent',
      },
    )
    return new AnswerSession(vitest, reporter, jobs)
  }

  /** Checks every job's answer as its file is now, and gives the verdicts in the jobs' order. */
  async run(jobs: readonly Job[]): Promise<Verdict[]> {
    const looked = jobs.map((job) => ({ job, problem: inspect(job) }))
    const sound = looked.filter(({ problem }) => !problem).map(({ job }) => job)
    this.#jobs.now = jobs
    this.#forget(jobs)
    this.#reporter.begin()
    const project = this.#vitest.getRootProject()
    if (sound.length > 0) {
      await this.#vitest.runTestSpecifications(
        sound.map((job) => project.createSpecification(job.stub)),
      )
    }
    return looked.map(({ job, problem }) =>
      problem
        ? { lesson: job.lesson, answer: job.answer, passed: false, steps: [], problem, output: [] }
        : this.#reporter.verdict(job),
    )
  }

  // Vite keeps what it transformed. The learner may have split the exercise into several files, so
  // all that was loaded from the lessons' folders is read again.
  #forget(jobs: readonly Job[]): void {
    const dirs = [
      ...new Set(jobs.map(({ dir }) => checkOf({ dir }).replace(/check\.test\.ts$/, ''))),
    ]
    for (const environment of Object.values(this.#vitest.vite.environments)) {
      for (const file of environment.moduleGraph.fileToModulesMap.keys()) {
        if (dirs.some((dir) => file.startsWith(dir))) this.#vitest.invalidateFile(file)
      }
    }
    this.#vitest.clearSpecificationsCache()
  }
}

/** Where each worker finds the packages that checks import. */
async function workerModules({ ownRoot, throughLinks }: JobSettings): Promise<PackageModules> {
  // Through links the bundler would not find what the packages depend on.
  if (throughLinks) return sourceModules(ownRoot)
  try {
    return await openWorkerBundle()
  } catch {
    // The bundle cannot be written here. The packages' own files do the same, more slowly.
    return sourceModules(ownRoot)
  }
}
