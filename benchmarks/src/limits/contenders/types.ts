/** Plays one round: does something `count` times. It may return what it measured by itself. */
export type Play = (input: { readonly count: number }) => Promise<unknown>

/** Contenders by name. Each one loads its own package only, so that its process holds nothing else. */
export type Contenders = Readonly<Record<string, () => Promise<Play>>>

/** Plays rounds of work whose results nobody needs: sending them to the parent would take longer than the work. */
export function withoutResults(work: (count: number) => Promise<unknown>): Play {
  return async ({ count }) => void (await work(count))
}
