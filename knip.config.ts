import type { KnipConfig } from 'knip'

export default {
  entry: ['test/**/*.test.{ts,tsx}', 'test/vectors/*.ts', 'test/**/redraw*.ts'],
  project: ['src/**/*.{ts,tsx}', 'commands/**/*.ts', 'adapters/**/*.{ts,tsx}', 'test/**/*.{ts,tsx}'],
  ignoreExportsUsedInFile: { interface: true, type: true },
  // The client is generated code's, the schema engine's types are Prisma's, and axe is read as a file for the browser.
  ignoreDependencies: ['@prisma/client', 'prisma', 'axe-core'],
  rules: { optionalPeerDependencies: 'off' },
} satisfies KnipConfig
