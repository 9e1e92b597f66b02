import { opensMs, type Reply, type Scene } from './scenes.ts'

/**
 * How a limiter counts. Given when calls started, it says when one more of this weight may start. A call of weight 3
 * is three starts.
 */
export type Model = (startsMs: readonly number[], scene: Scene, weight: number) => number

/** The call `limit` places before has left the window. */
export const sliding: Model = (startsMs, { limit, perMs }, weight) =>
  (startsMs[startsMs.length - limit + weight - 1] ?? -Infinity) + perMs

/** There is a token. */
export const bucket: Model = (startsMs, { limit, perMs, burst = limit }, weight) => {
  // A token has perMs parts, and each ms adds `limit` parts.
  let parts = burst * perMs
  let filledMs = -Infinity
  for (const startMs of startsMs) {
    if (filledMs !== -Infinity)
      parts = Math.min(burst * perMs, parts + (startMs - filledMs) * limit)
    parts -= perMs
    filledMs = startMs
  }
  return filledMs === -Infinity ? -Infinity : filledMs + (weight * perMs - parts) / limit
}

/** Calls start at least `perMs / limit` apart. */
export const evenly: Model = (startsMs, { limit, perMs }) =>
  (startsMs.at(-1) ?? -Infinity) + perMs / limit

/** What the options of a scene ask for. */
const right: Model = (startsMs, scene, weight) => {
  const { burst, strict = burst === undefined } = scene
  const rules = [...(strict ? [sliding] : []), ...(!strict || burst !== undefined ? [bucket] : [])]
  return Math.max(...rules.map((rule) => rule(startsMs, scene, weight)))
}

/** Until when the replies that came up to a moment make a limiter wait. */
export function closedUntil(
  startsMs: readonly number[],
  scene: Scene,
  nowMs: number,
): { readonly ms: number; readonly reply: Reply | undefined } {
  let ms = -Infinity
  let because: Reply | undefined
  for (const reply of scene.replies ?? []) {
    if (reply.atMs > nowMs) continue
    const before = startsMs.filter((startMs) => startMs < reply.atMs)
    const hasRoom = Math.max(ms, right(before, scene, 1)) <= reply.atMs
    const untilMs = opensMs(reply, scene.perMs, hasRoom)
    if (untilMs <= Math.max(ms, reply.atMs)) continue
    ms = untilMs
    because = reply
  }
  return { ms, reply: because }
}

/** When one more call may start, if it came at `cameMs` and these calls started before it. */
export function earliest(
  startsMs: readonly number[],
  scene: Scene,
  cameMs: number,
  weight = 1,
): number {
  let ms = Math.max(cameMs, startsMs.at(-1) ?? -Infinity, right(startsMs, scene, weight))
  for (;;) {
    const closed = closedUntil(startsMs, scene, ms).ms
    if (closed <= ms) return ms
    ms = closed
  }
}

/** When all calls start, under a model of a limiter. */
export function startsBy(model: Model, scene: Scene): number[] {
  const startsMs: number[] = []
  for (const cameMs of scene.arrivalsMs) {
    startsMs.push(Math.max(cameMs, startsMs.at(-1) ?? -Infinity, model(startsMs, scene, 1)))
  }
  return startsMs
}

/** When all calls start, if each waits for the arrival of the one `limit` places before. */
export function byArrival({ arrivalsMs, limit, perMs }: Scene): number[] {
  return arrivalsMs.map((cameMs, i) =>
    Math.max(cameMs, (arrivalsMs[i - limit] ?? -Infinity) + perMs),
  )
}

/** When all calls start, if they go one at a time, and each keeps the moment before its wait. */
export function byTurn({ arrivalsMs, limit, perMs }: Scene): number[] {
  const kept: number[] = []
  let startMs = 0
  return arrivalsMs.map((cameMs, i) => {
    kept.push(Math.max(cameMs, startMs))
    startMs = Math.max(kept[i] ?? 0, (kept[i - limit] ?? -Infinity) + perMs)
    return startMs
  })
}

/** When all calls start, if `limit` tokens come back together every `perMs`, counted from a moment. */
export function byChunks(
  { arrivalsMs, limit, perMs, burst = limit }: Scene,
  fromMs: number,
): number[] {
  let [tokens, chunks, startMs] = [burst, 0, 0]
  return arrivalsMs.map((cameMs) => {
    const came = Math.floor((Math.max(cameMs, startMs) - fromMs) / perMs)
    startMs = Math.max(cameMs, startMs)
    if (came > chunks) [tokens, chunks] = [Math.min(burst, tokens + (came - chunks) * limit), came]
    if (tokens === 0) {
      chunks += 1
      tokens = Math.min(burst, limit)
      startMs = fromMs + chunks * perMs
    }
    tokens -= 1
    return startMs
  })
}

/** The window of `perMs` that holds the most calls. */
export function worstWindow(
  startsMs: readonly number[],
  perMs: number,
): { readonly fromMs: number; readonly count: number } {
  let worst = { fromMs: 0, count: 0 }
  for (const fromMs of startsMs) {
    const count = startsMs.filter((ms) => ms >= fromMs && ms < fromMs + perMs).length
    if (count > worst.count) worst = { fromMs, count }
  }
  return worst
}
