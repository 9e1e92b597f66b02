// The process that plays a demo; `play.ts` starts it and hears what the acts came to.
import { leaveWithTheReader } from '../ui/terminal.ts'
import { playHere } from './play-here.ts'
import type { DemoSettings, FromDemo } from './settings.ts'

leaveWithTheReader(() => process.send?.({ type: 'reader-left' } satisfies FromDemo))
// The course has ended, however it did.
process.on('disconnect', () => process.exit())

const report = (said: FromDemo): Promise<void> =>
  new Promise((resolve) => {
    if (process.send) process.send(said, () => resolve())
    else resolve()
  })

await report(await playHere(JSON.parse(process.argv[2] ?? '') as DemoSettings))
// What a demo leaves running does not keep the learner waiting.
process.stdout.write('', () => process.exit())
