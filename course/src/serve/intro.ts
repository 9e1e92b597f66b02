import type { ServedMockApi } from '@overlap/mock-server/serve'
import { bold, cyan, dim, yellow } from '../ui/style.ts'
import type { ServeFlags } from './add-serve.ts'

/** What is said when the shop is served: where, what there is, and what to try. */
export function introLines(api: ServedMockApi, flags: ServeFlags): string[] {
  const { network, token } = flags
  return [
    '',
    `${bold('The shop is served at')} ${cyan(api.origin)}`,
    `The network: ${network?.name ?? 'no delay, no failure'}, seed ${api.network.seed}`,
    ...(api.isLocal ? [] : ['', ...warningLines(flags)]),
    '',
    ...api.routes.map(routeLine),
    '',
    dim(
      token === undefined ? 'To watch and change it:' : 'To watch and change it, with the token:',
    ),
    ...api.adminRoutes.map(routeLine),
    '',
    'Try:',
    ...examples(api, token).map((line) => `  ${cyan(line)}`),
    '',
    dim('Ctrl-C stops it.'),
    '',
  ]
}

function routeLine({ method, pattern, describe }: ServedMockApi['routes'][number]): string {
  return `  ${method.padEnd(4)} ${pattern.padEnd(27)} ${dim(describe)}`
}

function warningLines({ host, token }: ServeFlags): string[] {
  return [
    yellow(`Anybody who can reach this machine over ${host} can call it, without a password.`),
    yellow(
      token === undefined
        ? 'Only programs on this machine can watch and change it; --token would let in others.'
        : 'Whoever has the token can watch and change it. It travels unencrypted.',
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
