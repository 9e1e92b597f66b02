import { join } from 'node:path'
import { findEntryPoints, findPages, modulesWithExamples } from './entry-points.ts'
import { makeReference } from './reference.ts'

// Checks the API reference and its examples without writing it, and prints what `npm test` counts.

const root = join(import.meta.dirname, '../..')

const { exports, examples, problems } = await makeReference({
  entryPoints: findEntryPoints(root),
  tsconfig: join(root, 'docs/tsconfig.reference.json'),
  root,
  pages: findPages(root),
  modulesWithExamples,
})

console.log(
  JSON.stringify({
    passed: problems.length === 0 ? exports + examples : 0,
    failed: problems.length,
    skipped: [],
    output: problems.join('\n'),
  }),
)
if (problems.length > 0) process.exitCode = 1
