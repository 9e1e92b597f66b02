// The process that plays a demo; `play.ts` starts it and hears what the acts came to.
import { pathToFileURL } from 'node:url'
import type { NetworkInput } from '@overlap/mock-server'
import { perform, type Act, type Demo } from '@overlap/mock-server/stage'
import { CourseError } from '../errors.ts'
import { leaveWithTheReader, print } from '../ui/terminal.ts'
import { adjustNetwork } from './adjust.ts'
import { askPrediction } from './ask.ts'
import { writeExports } from './export-files.ts'
import type { ActSummary, DemoSettings, FromDemo, Prediction } from './settings.ts'

leaveWithTheReader(() => process.send?.({ type: 'reader-left' } satisfies FromDemo))
// The course has ended, however it did.
process.on('disconnect', () => process.exit())
const settings = JSON.parse(process.argv[2] ?? '') as DemoSettings

async function loadDemo(file: string): Promise<Demo> {
  const module = (await import(pathToFileURL(file).href)) as Partial<Demo>
  if (typeof module.demo === 'function' && module.network) return module as Demo
  throw new CourseError(`${file} must export \`network\` and \`demo(stage)\`.`)
}

function summary({ title, facts, theory }: Act): ActSummary {
  const { calls, makespanMs, peakInFlight } = facts
  return { title, calls, makespanMs, peakInFlight, ...theory }
}

async function play(): Promise<FromDemo> {
  const demo = await loadDemo(settings.file)
  const asked: Prediction | undefined = settings.ask ? await askPrediction(demo) : undefined
  const prediction = settings.prediction ?? asked
  const acts = await perform(demo, {
    adjust: (network: NetworkInput) => adjustNetwork(network, settings.wishes),
    virtual: settings.virtual,
    draw: { color: settings.color, ascii: settings.ascii, width: settings.width },
    print: settings.json ? () => {} : print,
  })
  const summaries = acts.map(summary)
  if (settings.json) console.log(JSON.stringify({ prediction, acts }, null, 2))
  for (const file of writeExports(acts, settings.exports)) console.error(`wrote ${file}`)
  return {
    type: 'played',
    acts: summaries,
    ...(prediction && { prediction }),
    ...(demo.predict && { about: demo.predict.act }),
    theory: demo.predict?.theory ?? true,
  }
}

const isOurs = (error: unknown): error is Error =>
  error instanceof CourseError || (error instanceof Error && error.name === 'InvalidNetworkError')

const report = (said: FromDemo): Promise<void> =>
  new Promise((resolve) => {
    if (process.send) process.send(said, () => resolve())
    else resolve()
  })

try {
  await report(await play())
} catch (error) {
  if (!isOurs(error)) throw error
  await report({ type: 'refused', message: error.message })
}
// What a demo leaves running does not keep the learner waiting.
process.stdout.write('', () => process.exit())
