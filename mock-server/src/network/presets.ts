import type { NetworkInput, PresetName } from './types.ts'

/** A named network. */
export interface Preset {
  /** A description in one line. */
  readonly about: string
  /** The network itself, without a preset of its own. */
  readonly network: Omit<NetworkInput, 'preset'>
}

/** The named networks. Use one as it is, or with changes: `{ preset: 'slow', seed: 7 }`. */
export const presets: Readonly<Record<PresetName, Preset>> = {
  calm: {
    about: 'all is well: half of the calls take 40 ms, nothing fails',
    network: { latency: { lognormal: { median: 40, p99: 120 } } },
  },
  slow: {
    about: 'everything takes long: headers, first byte, body',
    network: {
      latency: { lognormal: { median: 800, p99: 3000 } },
      firstByteMs: { uniform: [100, 400] },
      bandwidth: { bytesPerSecond: 20_000 },
    },
  },
  flaky: {
    about: 'one call in five fails, in different ways',
    network: {
      latency: { lognormal: { median: 60, p99: 400 } },
      failures: [
        { kind: 'status', status: 503, retryAfter: 1, probability: 0.08 },
        { kind: 'reset', probability: 0.04 },
        { kind: 'status', status: 500, probability: 0.03 },
        { kind: 'reset-body', probability: 0.02 },
        { kind: 'truncated', probability: 0.01 },
        { kind: 'garbage', probability: 0.01 },
        { kind: 'hang', probability: 0.01 },
        { kind: 'slow-headers', delayMs: 2000, probability: 0.02 },
      ],
    },
  },
  'rate-limited': {
    about: 'ten calls a second; more get 429',
    network: {
      latency: { lognormal: { median: 40, p99: 120 } },
      rateLimit: { algorithm: 'token-bucket', limit: 10, windowMs: 1000 },
    },
  },
  overloaded: {
    about: 'four slots and a short queue: too many calls wait, then get 503',
    network: {
      latency: 5,
      capacity: { slots: 4, queue: 16, serviceMs: { lognormal: { median: 100, p99: 500 } } },
    },
  },
  'outage-then-recovery': {
    about: 'down from 2 s to 5 s, slow and shaky until 8 s, then all is well',
    network: {
      latency: { lognormal: { median: 50, p99: 200 } },
      timeline: [
        { fromMs: 2000, toMs: 5000, failures: [{ kind: 'refused' }] },
        {
          fromMs: 5000,
          toMs: 8000,
          latency: { lognormal: { median: 300, p99: 1500 } },
          failures: [{ kind: 'status', status: 503, retryAfter: 1, probability: 0.3 }],
        },
      ],
    },
  },
  'long-tail': {
    about: 'most calls are quick, one in a hundred takes twenty times as long',
    network: { latency: { pareto: { min: 30, alpha: 1.3, max: 10_000 } } },
  },
}

/** The names of all presets. */
export const presetNames = Object.keys(presets) as readonly PresetName[]
