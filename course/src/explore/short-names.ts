import type { Trace } from '@overlap/trace'

/** A timeline gives this share of its width to the names of the calls. */
const shareOfNames = 0.3

/**
 * The trace with shorter paths if the names of its calls would be cut: `…/basket` for
 * `/users/1/basket`. The folders that all paths share are left out.
 */
export function withShortNames(trace: Trace, width: number): Trace {
  const paths = trace.calls.map(({ url }) => pathOf(url))
  const longest = Math.max(
    0,
    ...trace.calls.map(({ client, method }, n) => `${client} ${method} ${paths[n]}`.length),
  )
  const shared = sharedFolders(paths.map((path) => path.replace(/[^/]*(?:\?.*)?$/, '')))
  if (longest <= width * shareOfNames || shared.length < 2) return trace
  return {
    ...trace,
    calls: trace.calls.map((call, n) => ({
      ...call,
      url: `…${paths[n]!.slice(shared.length - 1)}`,
    })),
  }
}

function pathOf(url: string): string {
  const parsed = URL.parse(url)
  return parsed === null ? url : parsed.pathname + parsed.search
}

/** `/users/` for `/users/1/` and `/users/2/`. */
function sharedFolders([first = '', ...others]: readonly string[]): string {
  return others.reduce((shared, folder) => {
    let common = shared
    while (!folder.startsWith(common)) common = common.replace(/[^/]*\/$/, '')
    return common
  }, first)
}
