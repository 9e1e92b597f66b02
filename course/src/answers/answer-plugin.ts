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
 * Lets the `#lesson` that a check imports be whichever answer the thread is to check. The check is one
 * module for all answers, so it is transformed once.
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
    // Behind the answer's own lines, which keep their numbers. The answer may have replaced what
    // the rest of the thread needs, so this is the first thing that is done after it.
    transform: (code, id) =>
      jobOf(id)
        ? { code: `${code}\n;globalThis[Symbol.for('${loaded}')]?.()`, map: null }
        : undefined,
  }
}

/**
 * Also a helper beside the exercise, and an import at run time, get no answer of ours.
 *
 * @throws {Error} with a sentence for the learner.
 */
function refuse(jobs: readonly Job[], source: string, importer: string): void {
  // An import whose name is made at run time comes as a whole path, without an importer.
  const isFromNobody = path.basename(importer) === 'index.html' && path.isAbsolute(source)
  const job = isFromNobody
    ? jobs.find((job) => isLearners(job, job.file) && slashed(source) !== checkOf(job))
    : jobs.find((job) => isLearners(job, job.file) && isLearners(job, fileOf(importer)))
  if (job === undefined) return
  const [file, named] = isFromNobody
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

/** @param names are joined by commas. */
function lessonOf(names: string): string {
  return [
    `const answer = await import(globalThis[Symbol.for('${chosen}')])`,
    names === '' ? '' : `export const { ${names} } = answer`,
  ].join('\n')
}

/**
 * Gives every file that imports a package of the course, or a file that is bundled with them, the same
 * module of it.
 */
export function packagesPlugin(modules: PackageModules): Vite.Plugin {
  return {
    name: 'overlap:packages',
    enforce: 'pre',
    // Before Vitest's own plugin, which names Vitest by a path that may hold a #.
    resolveId: {
      order: 'pre',
      handler: (id, importer = '') =>
        modules.get(id.startsWith('.') ? path.resolve(path.dirname(importer), id) : id),
    },
  }
}

/** The check of a job's lesson, with `/` between folders, as Vite names modules everywhere. */
export function checkOf(job: Pick<Job, 'dir'>): string {
  return `${slashed(job.dir)}/backstage/check.test.ts`
}

function slashed(file: string): string {
  return file.replaceAll('\\', '/')
}
