// Written so that any Node since 12 can parse it, and prints a sentence instead of a syntax error.
/* oxlint-disable prefer-template, promise/prefer-await-to-then */

const major = Number(process.versions.node.split('.')[0])

if (major < 18) {
  console.error('Cannot start: this is Node ' + process.versions.node + ', expected 18 or newer.')
  console.error('Install a current Node with npm (https://nodejs.org), then type the same again.')
  process.exitCode = 1
} else {
  import('./main.mjs').then(
    (module) => module.main(process.argv.slice(2)),
    (error) => {
      console.error(error)
      process.exitCode = 1
    },
  )
}
