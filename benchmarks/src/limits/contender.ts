import { serveRounds } from '../harness/contender-process.ts'
import { contenders } from './contenders.ts'

const [how = '', name = ''] = process.argv.slice(2)
const start = contenders[how]?.[name]
if (start === undefined) throw new Error(`Unknown contender: ${how}, ${name}`)
// The first round waits until the package is loaded. No figure comes from it.
const play = start()
serveRounds(async (input) => (await play)(input as { count: number }))
