import { builds } from './builds.mjs'

/**
 * The facts about a machine that decide which executables run on it.
 *
 * @typedef {object} Machine
 * @property {string} platform - As in `process.platform`.
 * @property {string} arch - As in `process.arch`.
 * @property {string} [glibc] - Version of the GNU C library, on Linux that has it.
 */

/** @returns {Machine} */
export function thisMachine() {
  const { platform, arch } = process
  const glibc = platform === 'linux' ? glibcVersion() : undefined
  return { platform, arch, ...(glibc !== undefined && { glibc }) }
}

/**
 * @param {Machine} machine
 * @returns {string} Such as `linux-x64` or `linux-arm64-musl`.
 */
export function platformName({ platform, arch, glibc }) {
  return `${platform}-${arch}${platform === 'linux' && glibc === undefined ? '-musl' : ''}`
}

/**
 * The packages of the npm registry that hold executables for a machine.
 *
 * @param {Machine} machine
 * @returns {{ node?: import('./builds.mjs').Build, pnpm?: import('./builds.mjs').Build }}
 *   A build is missing if the registry has none for the machine, or if its C library is too old.
 */
export function buildsFor(machine) {
  const { node, pnpm } = builds[platformName(machine)] ?? {}
  const runsNode = machine.glibc === undefined || isGlibcNewEnough(machine.glibc)
  return { ...(node && runsNode && { node }), ...(pnpm && { pnpm }) }
}

/**
 * Node's own builds for Linux need glibc 2.28 or newer.
 *
 * @param {string} version
 */
function isGlibcNewEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > 2 || (major === 2 && minor >= 28)
}

function glibcVersion() {
  const { report } = process
  // Without this the report looks up the name of every open connection's other end.
  Object.assign(report, { excludeNetwork: true })
  const { header } = /** @type {{ header: { glibcVersionRuntime?: string } }} */ (
    report.getReport()
  )
  return header.glibcVersionRuntime
}
