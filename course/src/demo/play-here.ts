import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import type { NetworkInput } from '@overlap/mock-server'
import { aheadOf, canRedraw, liveScreen, perform, type Demo } from '@overlap/mock-server/stage'
import { CourseError } from '../errors.ts'
import { thisScreen } from '../ui/screen.ts'
import { print, write } from '../ui/terminal.ts'
import { actPause } from './act-pause.ts'
import { adjustNetwork, hasSpread } from './adjust.ts'
import { askPrediction, questionLines } from './ask.ts'
import { answersOf } from './compare.ts'
import { writeExports } from './export-files.ts'
import { checkedPrediction } from './prediction.ts'
import type { DemoSettings, FromDemo, Prediction } from './settings.ts'

/**
 * Plays a demo in this process, at its terminal. It doesn't stop timers or calls that the demo leaves
 * running.
 *
 * @throws Any error that the demo throws outside its acts.
 */
export async function playHere(settings: DemoSettings): Promise<FromDemo> {
  try {
    return await play(settings)
  } catch (error) {
    if (!isOurs(error)) throw error
    const { exitCode } = error instanceof CourseError ? error : new CourseError('')
    return { type: 'refused', message: error.message, exitCode }
  }
}

async function play(settings: DemoSettings): Promise<FromDemo> {
  const demo = await loadDemo(settings.file)
  const adjust = (network: NetworkInput): NetworkInput => adjustNetwork(network, settings.wishes)
  const prediction = await predictionFor(demo, adjust(demo.network), settings)
  const pause =
    isWatched(settings) && settings.ask
      ? actPause(thisScreen(), () => process.exit(130))
      : undefined
  const acts = await perform(demo, {
    adjust,
    virtual: settings.virtual,
    source: readFileSync(settings.file, 'utf8'),
    draw: { color: settings.color, ascii: settings.ascii, width: settings.width },
    rows: settings.rows,
    print: settings.json ? () => {} : print,
    ...(isWatched(settings) && { live: liveScreen(write, process.stdout) }),
    ...(pause && { betweenActs: () => pause('next act') }),
  })
  if (demo.predict) await pause?.('the answers')
  const answers = demo.predict ? answersOf(demo.predict, acts, prediction) : []
  if (settings.json) process.stdout.write(`${JSON.stringify({ answers, acts }, null, 2)}\n`)
  for (const file of writeExports(acts, settings.exports)) process.stderr.write(`wrote ${file}\n`)
  const lostMs = Math.max(0, ...acts.map((act) => act.lostMs))
  return { type: 'played', answers, hasSpread: hasSpread(demo.network), lostMs }
}

async function predictionFor(
  demo: Demo,
  network: NetworkInput,
  { ask, json, prediction = [] }: DemoSettings,
): Promise<Prediction> {
  const checked = checkedPrediction(prediction, demo.predict?.asks ?? [])
  if (!demo.predict || json) return checked
  const ahead = aheadOf(network)
  if (ask) return askPrediction(demo, ahead)
  print(`${questionLines(demo, ahead)}\n`)
  return checked
}

/** Whether to draw the timelines live: in real time, and at a terminal that supports it. */
function isWatched({ virtual, json }: DemoSettings): boolean {
  const { stdout, env } = process
  return !virtual && !json && stdout.isTTY && canRedraw(stdout, env)
}

async function loadDemo(file: string): Promise<Demo> {
  const module = (await import(pathToFileURL(file).href)) as Partial<Demo>
  if (typeof module.demo === 'function' && module.network) return module as Demo
  throw new CourseError(`${file} must export \`network\` and \`demo(stage)\`.`)
}

const isOurs = (error: unknown): error is Error =>
  error instanceof CourseError || (error instanceof Error && error.name === 'InvalidNetworkError')
