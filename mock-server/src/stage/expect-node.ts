// Imported first by whatever a demo imports, so that an old Node prints a sentence instead of the stack
// trace of the first feature that it lacks. Browsers skip this check.

const oldestMajor = 24

const { process } = globalThis as { process?: NodeJS.Process }
const version = process?.versions?.node
if (process !== undefined && version !== undefined && Number.parseInt(version) < oldestMajor) {
  const [demo = 'FILE'] = /lessons[\\/][^\\/]+[\\/][^\\/]+$/.exec(process.argv[1] ?? '') ?? []
  process.stderr.write(
    `Cannot run this demo: this is Node ${version}, expected ${oldestMajor} or newer.\n` +
      `Overlap has its own Node. In its folder, type: npm run node ${demo}\n`,
  )
  process.exit(1)
}
