import { existsSync } from 'node:fs'
import type { KnipConfig } from 'knip'

// While rooms are still empty, what they will use looks dead. Once all of them stand, dead code is an error.
const rooms = ['src/main.ts', 'src/jobs', 'commands', 'adapters/slack', 'adapters/discord', 'adapters/web', 'examples']
const finished = rooms.every((room) => existsSync(room))
const severity = finished ? 'error' : 'warn'

export default {
  entry: ['test/**/*.test.{ts,tsx}', 'test/globalSetup.ts', 'test/vectors/*.ts', 'examples/**/*.ts'],
  project: [
    'src/**/*.{ts,tsx}',
    'commands/**/*.ts',
    'adapters/**/*.{ts,tsx}',
    'test/**/*.{ts,tsx}',
    'examples/**/*.ts',
  ],
  ignoreExportsUsedInFile: { interface: true, type: true },
  rules: {
    dependencies: severity,
    devDependencies: severity,
    optionalPeerDependencies: 'off',
    exports: severity,
    types: severity,
    files: severity,
  },
} satisfies KnipConfig
