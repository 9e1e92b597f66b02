// The `course` command.
import { enableCompileCache } from 'node:module'
import path from 'node:path'
import { explained } from './explained.ts'
import { compileCache, ownRoot } from './house.ts'

// The compile cache makes later starts faster by a third.
enableCompileCache(compileCache)
changeToLearnersFolder()

// npm and pnpm run a script in the folder of its package.json. Paths on the command line and in messages
// are relative to the folder that the learner is in.
function changeToLearnersFolder(): void {
  const typedIn = process.env['INIT_CWD']
  if (typedIn === undefined || process.cwd() !== ownRoot) return
  if (`${path.resolve(typedIn)}${path.sep}`.startsWith(ownRoot + path.sep)) process.chdir(typedIn)
}

process.exitCode = await explained(async () => {
  // Imported here, so that `explained` can report a missing package.
  const { leaveWithTheReader } = await import('./ui/terminal.ts')
  leaveWithTheReader()
  const { main } = await import('./cli.ts')
  return main(process.argv.slice(2))
})
