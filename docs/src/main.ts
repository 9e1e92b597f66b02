import { join } from 'node:path'
import { findEntryPoints, findPages, modulesWithExamples } from './entry-points.ts'
import { makeReference } from './reference.ts'

const root = join(import.meta.dirname, '../..')
const out = join(root, 'docs/dist/api')

const { modules, exports, examples, problems } = await makeReference({
  entryPoints: findEntryPoints(root),
  tsconfig: join(root, 'docs/tsconfig.reference.json'),
  root,
  pages: findPages(root),
  modulesWithExamples,
  out,
  readme: join(root, 'docs/api.md'),
})

if (problems.length > 0) {
  console.error(`The API reference was not written:\n${problems.join('\n')}`)
  process.exitCode = 1
} else {
  console.log(`The API reference: ${exports} exports of ${modules} modules, ${examples} examples.`)
  console.log(`Open ${join(out, 'index.html')}`)
}
