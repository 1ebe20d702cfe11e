// Who may know whom. docs/ draws the house from this table, test/house/layers.test.ts proves that it bites.
// Invariant: no room outside `src/main.ts`, tests and examples imports an adapter; no adapter imports a sibling.

/** Each room with the rooms that it may import. A room always knows itself. */
export const rooms = {
  'src/domain': [],
  'src/text': [],
  'src/record': ['src/domain'],
  'src/views': ['src/domain'],
  // What adapters see: acts, nodes and pages, never how a card is drawn.
  'src/port': ['src/domain', 'src/text'],
  // Of the port, cards know the nodes that they are made of.
  'src/cards': ['src/domain', 'src/views', 'src/text', 'src/port/card.ts', 'src/port/page.ts'],
  // `port`: the rows of the web chat keep cards, and name channels and people as a platform does.
  'src/store': ['src/domain', 'src/record', 'src/port'],
  // `views`: which cards an act made stale is a comparison of views.
  'src/acts': ['src/domain', 'src/record', 'src/store', 'src/views'],
  // `views`, `cards`, `port`: the worker of a card draws it and hands it to a platform.
  'src/jobs': ['src/domain', 'src/record', 'src/store', 'src/acts', 'src/views', 'src/cards', 'src/port', 'src/text'],
  'src/config.ts': [],
  // The verifier as a program of its own: it needs no database, so that a doubter can read all of it.
  'src/verify.ts': ['src/record', 'src/text'],
  commands: ['src/domain', 'src/acts', 'src/views', 'src/cards', 'src/port', 'src/text'],
  'adapters/pretend': ['src/port', 'src/text'],
  'adapters/slack': ['src/port', 'src/text'],
  'adapters/discord': ['src/port', 'src/text'],
  'adapters/web': ['src/port', 'src/text'],
}

/** Rooms that wire, try or play the others: they may import everything but tests. */
export const outside = [
  'src/main.ts',
  'src/bot.ts',
  'src/bot',
  'src/serve.ts',
  'src/platforms.ts',
  'src/around.ts',
  'src/first-steps.ts',
  'src/sandbox.ts',
  'src/secretariat.ts',
  'src/bench',
  'src/public-pages.ts',
  'src/operate',
  'src/record-page.ts',
  'src/verify.ts',
  'src/play',
  'test',
  'examples',
]

/** Packages that only some rooms may import. */
export const kept = [
  {
    name: 'database',
    because: 'The database has one door.',
    owners: ['src/store'],
    packages: ['@prisma/[^/]+', 'prisma', 'pg', 'pg-boss'],
  },
  {
    name: 'bytes',
    because: 'How a fact becomes bytes is one function.',
    owners: ['src/record'],
    packages: ['canonicalize'],
  },
  {
    name: 'sentences',
    because: 'Sentences are made in one place.',
    owners: ['src/text'],
    packages: ['intl-messageformat'],
  },
  {
    name: 'clock',
    because: 'The clock that people set wakes jobs, and nothing else.',
    owners: ['src/jobs'],
    packages: ['node-cron'],
  },
  {
    name: 'platform',
    because: 'A chat platform is known to its adapter only.',
    owners: ['adapters'],
    packages: ['hono', '@hono/[^/]+', 'discord\\.js', '@discordjs/[^/]+', 'discord-api-types', '@slack/[^/]+'],
  },
]

/** Rooms without the world: the packages and Node modules that each may import, and no others. */
export const pure = {
  'src/domain': ['zod'],
  'src/record': ['zod', 'canonicalize', 'node:crypto'],
  'src/views': ['zod'],
  'src/cards': ['zod'],
  'src/text': ['zod', 'intl-messageformat', 'node:fs', 'node:fs/promises', 'node:path', 'node:url'],
}

const within = (room) => (/\.\w+$/.test(room) ? `^${escape(room)}$` : `^${escape(room)}[./]`)
const escape = (text) => text.replaceAll('.', '\\.')
const anyOf = (patterns) => `(${patterns.join('|')})`
const all = [...Object.keys(rooms), ...outside].map(within)
const inPackage = (name) => `(^|/)node_modules/${name}(/|$)`

export default {
  forbidden: [
    ...Object.entries(rooms).map(([room, knows]) => ({
      name: `knows ${room}`,
      comment: `${room} may import ${knows.length > 0 ? knows.join(', ') : 'no other room'}.`,
      severity: 'error',
      from: { path: within(room) },
      to: { path: '^(src|commands|adapters|prisma)/', pathNot: [room, ...knows].map(within) },
    })),
    ...Object.entries(pure).map(([room, packages]) => ({
      name: `pure ${room}`,
      comment: `Of packages and of Node, ${room} may import ${packages.join(', ')}.`,
      severity: 'error',
      from: { path: within(room) },
      to: {
        dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown', 'core'],
        pathNot: packages.map((name) =>
          name.startsWith('node:') ? `^(node:)?${name.slice('node:'.length)}$` : inPackage(name),
        ),
      },
    })),
    ...kept.map(({ name, because, owners, packages }) => ({
      name: `kept ${name}`,
      comment: `${because} Only ${owners.join(', ')} may import this package.`,
      severity: 'error',
      from: { path: '^(src|commands|adapters)/', pathNot: owners.map(within) },
      to: { path: inPackage(anyOf(packages)) },
    })),
    {
      name: 'not to tests or examples',
      comment: 'What ships does not know what tries it.',
      severity: 'error',
      from: { path: '^(src|commands|adapters)/', pathNot: '^src/main\\.ts$' },
      to: { path: '^(test|examples)/' },
    },
    {
      name: 'nobody knows main',
      comment: 'main wires the rooms; a room that needs something of it is handed it.',
      severity: 'error',
      from: { pathNot: '^test/' },
      to: { path: '^src/main\\.ts$' },
    },
    {
      name: 'no room without a place',
      comment: 'This file stands in no room of the house: move it, or add its room to this table and to the docs.',
      severity: 'error',
      from: { path: '^(src|commands|adapters)/', pathNot: all },
      to: {},
    },
    {
      name: 'no circles',
      comment: 'Two files that need each other are one file, or hide a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'nothing unresolvable',
      comment: 'This import leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'only declared packages',
      comment: 'What is imported stands in package.json, and what ships is no development dependency.',
      severity: 'error',
      from: { path: '^(src|commands|adapters)/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: ['node_modules', '^src/store/generated/'] },
    exclude: { path: '^(coverage|data|dist|docs)/' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
    skipAnalysisNotInRules: true,
  },
}
