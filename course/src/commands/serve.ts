import { InvalidNetworkError, type NetworkInput } from '@overlap/mock-server'
import { serveMockApi, type PortEvent, type ServedMockApi } from '@overlap/mock-server/serve'
import { CourseError, hasCode, messageOf } from '../errors.ts'
import type { ServeFlags } from '../serve/flags.ts'
import { introLines, screenOf } from '../serve/intro.ts'
import { lastLine, replacedLine, startLiveView, type LiveView } from '../serve/live-view.ts'
import { print } from '../ui/terminal.ts'
import { toType } from '../ui/to-type.ts'

/** `course serve`: serves the shop API on a port, until Ctrl-C. */
export async function serve(flags: ServeFlags): Promise<number> {
  let view: LiveView | undefined
  await using api = await start(flags, ({ type }) => {
    if (type === 'network') view?.say(replacedLine(api))
  })
  const stopped = nextSignal()
  print(introLines(api, flags, screenOf(process.stdout)).join('\n'))
  {
    using shown = startLiveView(api, process.stdout)
    view = shown
    await stopped
    view = undefined
  }
  await api.close()
  print(lastLine(api.counters))
  return 0
}

async function start(
  flags: ServeFlags,
  onEvent: (event: PortEvent) => void,
): Promise<ServedMockApi> {
  const { port, host, network, token } = flags
  try {
    const options = { port, host, onEvent, ...(token !== undefined && { token }) }
    return await serveMockApi(networkOf(flags), options)
  } catch (error) {
    if (error instanceof InvalidNetworkError) {
      throw new CourseError(`--network ${network?.name}: ${error.message}`, 2, { cause: error })
    }
    const taken = error instanceof Error && hasCode(error.cause, 'EADDRINUSE')
    throw new CourseError(
      taken
        ? `Port ${port} on ${host} is already in use, perhaps by another \`serve\`. To use a free port: ${toType('serve', '--port', '0')}`
        : messageOf(error),
      1,
      { cause: error },
    )
  }
}

/** The network from the flags. It is not validated here: `serveMockApi` does that. */
function networkOf({ network, seed }: ServeFlags): NetworkInput {
  const description = network === undefined ? {} : network.description
  const isObject = typeof description === 'object' && !Array.isArray(description)
  const withSeed = isObject && description !== null && seed !== undefined
  return (withSeed ? { ...description, seed } : description) as NetworkInput
}

/** Resolves on Ctrl-C or another signal to stop. A second signal ends the process at once. */
function nextSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => resolve())
    }
  })
}
