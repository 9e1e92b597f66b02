import type { Vite } from 'vitest/node'
import { answerLoaded } from './answer-guard.ts'
import type { Job } from './protocol.ts'
import type { PackageModules } from './worker-bundle.ts'

const loaded = Symbol.keyFor(answerLoaded)

/**
 * Lets one check file be many tests: `check.test.ts?answer=wrong-a` is a module of its own, and the
 * `#lesson` that it imports is that answer.
 */
export function answerPlugin(jobs: () => readonly Job[]): Vite.Plugin {
  const isAnswer = (id: string): boolean => jobs().some(({ file }) => slashed(file) === id)
  return {
    name: 'overlap:answer',
    enforce: 'pre',
    resolveId(id, importer) {
      if (id !== '#lesson' || importer === undefined) return undefined
      const [check, query] = importer.split('?')
      const answer = new URLSearchParams(query).get('answer')
      const job = jobs().find((job) => job.answer === answer && check === checkOf(job))
      return job?.file
    },
    // Behind the answer's own lines, which keep their numbers. The answer may have replaced what
    // the rest of the thread needs, so this is the first thing that is done after it.
    transform: (code, id) =>
      isAnswer(id)
        ? { code: `${code}\n;globalThis[Symbol.for('${loaded}')]?.()`, map: null }
        : undefined,
  }
}

/** Gives everybody who imports a package of the house the same module of it. */
export function packagesPlugin(modules: PackageModules): Vite.Plugin {
  return {
    name: 'overlap:packages',
    enforce: 'pre',
    // Before Vitest's own plugin, which names Vitest by a path that may hold a #.
    resolveId: { order: 'pre', handler: (id) => modules.get(id) },
  }
}

/** The check of a job's lesson, with `/` between folders, as Vite names modules everywhere. */
export function checkOf(job: Pick<Job, 'dir'>): string {
  return `${slashed(job.dir)}/check.test.ts`
}

function slashed(file: string): string {
  return file.replaceAll('\\', '/')
}
