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

/** The size of the terminal that a stream is; `undefined` for a file or a pipe. */
export function screenOf(stream: NodeJS.WriteStream): Screen | undefined {
  return stream.isTTY ? { rows: stream.rows || 24, columns: stream.columns || 80 } : undefined
}

/**
 * What is said when the shop is served: where, what there is, and what to try. It fits the screen, with
 * the live line below it, so that the address does not scroll away; where the screen is too small for
 * a line about each route, the routes alone are listed.
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
  // The empty lines are what can be spared most.
  return rowsOf(short, screen) + 1 < screen.rows ? short : short.filter((line) => line !== '')
}

/** How many rows lines take; a line that is too long takes several. */
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
    dim(
      token === undefined ? 'To watch and change it:' : 'To watch and change it, with the token:',
    ),
    ...adminRoutes,
    '',
    'Try:',
    ...examples(api, token).map((line) => `  ${cyan(line)}`),
    '',
    dim('Ctrl-C stops it.'),
    '',
  ]
}

function routesInShort(routes: ServedMockApi['routes'], { columns }: Screen): string[] {
  // Spaces that no line is broken at keep a method with its path, and the routes apart.
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
        : 'Anyone who has the token can watch and change it. It is sent unencrypted.',
    ),
  ]
}

function examples({ origin }: ServedMockApi, token: string | undefined): string[] {
  const shown = token === undefined ? '' : ' -H "Authorization: Bearer $TOKEN"'
  // The quotes that both cmd.exe and every other shell understand.
  const network = String.raw`"{\"preset\":\"flaky\"}"`
  return [
    `curl ${origin}/products/1`,
    `curl${shown} -X PUT ${origin}/_network -d ${network}`,
    `curl${shown} ${origin}/_trace.txt`,
  ]
}
