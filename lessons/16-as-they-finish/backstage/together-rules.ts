import { isSame, mixingSentences, playTogether, shown } from '@overlap/scenarios'
import { diagnose } from '@overlap/trace'
import type { AsTheyFinish } from './play.ts'

/** Two loops at the same moment, and one more later, don't know of each other. */
export async function judgeTogether(asTheyFinish: AsTheyFinish): Promise<void> {
  const ids = { one: [3, 1, 2], other: [5, 4, 7, 6] }
  const routes = Object.fromEntries(
    [1, 2, 3, 4, 5, 6, 7].map((id) => [`/products/${id}`, { latency: 20 * id }]),
  )
  const { run, played } = await playTogether(
    { network: { routes }, one: ids.one, other: ids.other, alone: ids.other },
    async (api, list) => {
      const got: unknown[] = []
      const tasks = list.map((id) => async () => {
        await (await fetch(api.url(`/products/${id}`))).text()
        return id
      })
      for await (const result of asTheyFinish(tasks)) {
        got.push('value' in result ? result.value : result)
        if (got.length > 9) break
      }
      return got
    },
  )
  for (const { scene, result } of played) {
    const got = result?.status === 'fulfilled' ? result.value : undefined
    const wanted = scene.toSorted((a, b) => a - b)
    if (isSame(got, wanted)) continue
    diagnose(
      run,
      mixingSentences(run, {
        which: 'One of two loops that ran at once',
        result,
        wanted,
        got: `the results ${shown(got)} of the products ${scene.join(', ')}`,
        advice:
          'Keep the lists and counters inside `asTheyFinish`, so that every loop has its own.',
      }),
    )
  }
}
