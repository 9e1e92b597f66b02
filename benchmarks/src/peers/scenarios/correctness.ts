import type { Row, Section } from '../../report/report.ts'
import type { LoadPool, Pool } from '../pools/types.ts'
import { play, type Played, type Script } from './play.ts'
import { isOffered, scenarios, type Scenario } from './scenarios.ts'

/** What each pool does in each scenario: a section for a scenario, a row for a pool. */
export async function correctness(pools: Readonly<Record<string, LoadPool>>): Promise<Section[]> {
  const sections: Section[] = []
  for (const scenario of scenarios) {
    const rows: Row[] = []
    for (const [name, load] of Object.entries(pools)) {
      rows.push({ name, cells: await answers(await load(), scenario) })
    }
    sections.push({
      title: scenario.title,
      intro: scenario.intro,
      table: { columns: scenario.questions.map(({ head }) => ({ head })), rows },
    })
  }
  return sections
}

/** What a pool did, in words. Each script is played once, and no word is written down here. */
export async function answers(pool: Pool, { questions }: Scenario): Promise<string[]> {
  const played = new Map<Script, Played>()
  const words: string[] = []
  for (const question of questions) {
    if (!isOffered(pool, question)) {
      words.push('not offered')
      continue
    }
    if (!played.has(question.script)) played.set(question.script, await play(pool, question.script))
    words.push(question.answer(played.get(question.script)!))
  }
  return words
}
