// The process that plays a demo. `play.ts` starts it, and receives its results.
import { leaveWithTheReader } from '../ui/terminal.ts'
import { playHere } from './play-here.ts'
import type { DemoSettings, FromDemo } from './settings.ts'

leaveWithTheReader(() => process.send?.({ type: 'reader-left' } satisfies FromDemo))
// Ends this process when the course ends for any reason.
process.on('disconnect', () => process.exit())

const report = (message: FromDemo): Promise<void> =>
  new Promise((resolve) => {
    if (process.send) process.send(message, () => resolve())
    else resolve()
  })

await report(await playHere(JSON.parse(process.argv[2] ?? '') as DemoSettings))
// Ends this process even if the demo left timers or calls running.
process.stdout.write('', () => process.exit())
