import path from 'node:path'
import type { Vite } from 'vitest/node'
import { answerLoaded, answerPath } from './answer-guard.ts'
import { wantedNames } from './inspect.ts'
import type { Job } from './protocol.ts'
import { isLearners, refusedImport } from './refused-import.ts'
import type { PackageModules } from './worker-bundle.ts'

const loaded = Symbol.keyFor(answerLoaded)
const chosen = Symbol.keyFor(answerPath)
const lessonModule = '\0overlap:lesson:'

/**
 * Resolves the `#lesson` import of a check to the answer that the thread is checking. All answers share
 * one module of the check, so Vite transforms it only once.
 */
export function answerPlugin(jobs: () => readonly Job[]): Vite.Plugin {
  const jobOf = (id: string): Job | undefined => jobs().find(({ module }) => module === slashed(id))
  return {
    name: 'overlap:answer',
    enforce: 'pre',
    resolveId(id, importer) {
      if (jobOf(id) && !isLearnersImport(jobs(), importer)) return id
      if (importer !== undefined) refuse(jobs(), id, importer)
      if (id !== '#lesson' || importer === undefined) return undefined
      const job = jobs().find((job) => importer === checkOf(job))
      return job && `${lessonModule}${wantedNames(job).join()}`
    },
    load: (id) =>
      id.startsWith(lessonModule) ? lessonOf(id.slice(lessonModule.length)) : jobOf(id)?.text,
    // Added at the end, so that the answer's lines keep their numbers. The call comes right after the
    // answer's own code, because the answer may have replaced globals that the thread needs.
    transform: (code, id) =>
      jobOf(id)
        ? { code: `${code}\n;globalThis[Symbol.for('${loaded}')]?.()`, map: null }
        : undefined,
  }
}

/**
 * Refuses the same imports as `inspect` does, but also in helper files and in dynamic imports.
 *
 * @throws {Error} with a sentence for the learner.
 */
function refuse(jobs: readonly Job[], source: string, importer: string): void {
  // Vite resolves a dynamic import with a computed name to an absolute path, without an importer.
  const isDynamic = path.basename(importer) === 'index.html' && path.isAbsolute(source)
  const job = isDynamic
    ? jobs.find((job) => isLearners(job, job.file) && slashed(source) !== checkOf(job))
    : jobs.find((job) => isLearners(job, job.file) && isLearners(job, fileOf(importer)))
  if (job === undefined) return
  const [file, named] = isDynamic
    ? [job.file, `./${slashed(path.relative(job.dir, source))}`]
    : [fileOf(importer), source]
  const message = refusedImport(job, file, named)
  if (message !== undefined) throw new Error(message)
}

function fileOf(importer: string): string {
  return importer.replace(/[?].*$/, '')
}

function isLearnersImport(jobs: readonly Job[], importer: string | undefined): boolean {
  return importer !== undefined && jobs.some((job) => isLearners(job, fileOf(importer)))
}

/** The code of the `#lesson` module. @param names The names to export, joined by commas. */
function lessonOf(names: string): string {
  return [
    `const answer = await import(globalThis[Symbol.for('${chosen}')])`,
    names === '' ? '' : `export const { ${names} } = answer`,
  ].join('\n')
}

/** Resolves imports of the course's packages, and of files that are bundled with them, to shared modules. */
export function packagesPlugin(modules: PackageModules): Vite.Plugin {
  return {
    name: 'overlap:packages',
    enforce: 'pre',
    // Must run before Vitest's own plugin, which resolves Vitest to a path that may contain a `#`.
    resolveId: {
      order: 'pre',
      handler: (id, importer = '') =>
        modules.get(id.startsWith('.') ? path.resolve(path.dirname(importer), id) : id),
    },
  }
}

/** The path of the check of a job's lesson. It has `/` between folders on every system, as in Vite. */
export function checkOf(job: Pick<Job, 'dir'>): string {
  return `${slashed(job.dir)}/backstage/check.test.ts`
}

function slashed(file: string): string {
  return file.replaceAll('\\', '/')
}
