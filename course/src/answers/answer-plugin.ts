import type { Vite } from 'vitest/node'
import type { Job } from './protocol.ts'
import type { WorkerBundle } from './worker-bundle.ts'

/**
 * Lets one check file be many tests: `check.test.ts?answer=wrong-a` is a module of its own, and the
 * `#lesson` that it imports is that answer.
 */
export function answerPlugin(jobs: () => readonly Job[]): Vite.Plugin {
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
  }
}

/** Lets the packages that checks import come from the bundle, whoever imports them. */
export function bundlePlugin(bundle: WorkerBundle): Vite.Plugin {
  return {
    name: 'overlap:worker-bundle',
    enforce: 'pre',
    resolveId: (id) => bundle.get(id),
  }
}

/** The check of a job's lesson, with `/` between folders, as Vite names modules everywhere. */
export function checkOf(job: Pick<Job, 'dir'>): string {
  return `${job.dir.replaceAll('\\', '/')}/check.test.ts`
}
