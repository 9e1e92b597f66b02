import { pathToFileURL } from 'node:url'
import type { NetworkInput } from '@overlap/mock-server'
import { perform, type Act, type Demo } from '@overlap/mock-server/stage'
import { CourseError } from '../errors.ts'
import { print } from '../ui/terminal.ts'
import { adjustNetwork } from './adjust.ts'
import { askPrediction } from './ask.ts'
import { writeExports } from './export-files.ts'
import type { ActSummary, DemoSettings, FromDemo, Prediction } from './settings.ts'

/**
 * Plays a demo in this process, at its terminal. What the demo leaves running is left running.
 *
 * @throws Whatever the demo itself throws between its acts.
 */
export async function playHere(settings: DemoSettings): Promise<FromDemo> {
  try {
    return await play(settings)
  } catch (error) {
    if (!isOurs(error)) throw error
    return { type: 'refused', message: error.message }
  }
}

async function play(settings: DemoSettings): Promise<FromDemo> {
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
  if (settings.json) process.stdout.write(`${JSON.stringify({ prediction, acts }, null, 2)}\n`)
  for (const file of writeExports(acts, settings.exports)) process.stderr.write(`wrote ${file}\n`)
  return {
    type: 'played',
    acts: summaries,
    ...(prediction && { prediction }),
    ...(demo.predict && { about: demo.predict.act }),
    theory: demo.predict?.theory ?? true,
  }
}

async function loadDemo(file: string): Promise<Demo> {
  const module = (await import(pathToFileURL(file).href)) as Partial<Demo>
  if (typeof module.demo === 'function' && module.network) return module as Demo
  throw new CourseError(`${file} must export \`network\` and \`demo(stage)\`.`)
}

function summary({ title, facts, theory }: Act): ActSummary {
  const { calls, makespanMs, peakInFlight } = facts
  return { title, calls, makespanMs, peakInFlight, ...theory }
}

const isOurs = (error: unknown): error is Error =>
  error instanceof CourseError || (error instanceof Error && error.name === 'InvalidNetworkError')
