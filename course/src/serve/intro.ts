import { wrapText } from '@overlap/trace'
import { stripVTControlCharacters } from 'node:util'
import type { ServedMockApi } from '@overlap/mock-server/serve'
import { bold, cyan, dim, yellow } from '../ui/style.ts'
import type { ServeFlags } from './flags.ts'

/** The size of a terminal. */
export interface Screen {
  readonly rows: number
  readonly columns: number
}

/** The size of a stream's terminal; `undefined` for a file or a pipe. */
export function screenOf(stream: NodeJS.WriteStream): Screen | undefined {
  return stream.isTTY ? { rows: stream.rows || 24, columns: stream.columns || 80 } : undefined
}

/**
 * The text at the start of `serve`: the address, the routes, and commands to try. It fits the screen with
 * the live line below it, so that the address does not scroll away. On a small screen the routes have no
 * descriptions.
 */
export function introLines(api: ServedMockApi, flags: ServeFlags, screen?: Screen): string[] {
  const long = linesWith(api, flags, api.routes.map(routeLine), api.adminRoutes.map(routeLine))
  if (screen === undefined) return long
  if (rowsOf(long, screen) + 1 < screen.rows) return long
  const short = linesWith(
    api,
    flags,
    routesInShort(api.routes, screen),
    routesInShort(api.adminRoutes, screen),
  )
  // If even the short text is too long, leave out its empty lines.
  return rowsOf(short, screen) + 1 < screen.rows ? short : short.filter((line) => line !== '')
}

/** The number of rows that lines take. A long line takes several rows. */
function rowsOf(lines: readonly string[], { columns }: Screen): number {
  return lines
    .map((line) => Math.max(1, Math.ceil(stripVTControlCharacters(line).length / columns)))
    .reduce((sum, rows) => sum + rows, 0)
}

function linesWith(
  api: ServedMockApi,
  flags: ServeFlags,
  routes: readonly string[],
  adminRoutes: readonly string[],
): string[] {
  const { network, token } = flags
  return [
    '',
    `${bold('The shop is served at')} ${cyan(api.origin)}`,
    `The network: ${network?.name ?? 'no delay, no failure'}, seed ${api.network.seed}`,
    ...(api.isLocal ? [] : ['', ...warningLines(flags)]),
    '',
    ...routes,
    '',
    dim(`To see its calls and change its network${token === undefined ? '' : ', with the token'}:`),
    ...adminRoutes,
    '',
    'Try:',
    ...examples(api, token).map((line) => `  ${cyan(line)}`),
    '',
    dim('Press Ctrl-C to stop.'),
    '',
  ]
}

function routesInShort(routes: ServedMockApi['routes'], { columns }: Screen): string[] {
  // Non-breaking spaces keep each method and its path on one line. The second one separates the routes.
  const list = routes.map(({ method, pattern }) => `${method}\u00A0${pattern}\u00A0`).join(' ')
  return wrapText(list, columns - 2)
    .split('\n')
    .map((line) => `  ${line.replaceAll('\u00A0', ' ').trimEnd()}`)
}

function routeLine({ method, pattern, describe }: ServedMockApi['routes'][number]): string {
  return `  ${method.padEnd(4)} ${pattern.padEnd(27)} ${dim(describe)}`
}

function warningLines({ host, token }: ServeFlags): string[] {
  return [
    yellow(`Anyone who can reach this machine at ${host} can call it, without a password.`),
    yellow(
      token === undefined
        ? 'Only programs on this machine can change it. With --token, others can, too.'
        : 'Anyone with the token can watch and change it. The token is sent unencrypted.',
    ),
  ]
}

function examples({ origin }: ServedMockApi, token: string | undefined): string[] {
  const shown = token === undefined ? '' : ' -H "Authorization: Bearer $TOKEN"'
  // These quotes work in cmd.exe as well as in other shells.
  const network = String.raw`"{\"preset\":\"flaky\"}"`
  return [
    `curl ${origin}/products/1`,
    `curl${shown} -X PUT ${origin}/_network -d ${network}`,
    `curl${shown} ${origin}/_trace.txt`,
  ]
}
