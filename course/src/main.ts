// The `course` command.
import { enableCompileCache } from 'node:module'

// Node keeps what it compiled, and the second start is faster by a third.
enableCompileCache()
const { main } = await import('./cli.ts')
process.exitCode = await main(process.argv.slice(2))
