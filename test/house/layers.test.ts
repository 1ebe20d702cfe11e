import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, relative, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

// A house in which every room imports every other room and every guarded package, and what the check says of it.
// The drawing below is written from the known side, the table in `.dependency-cruiser.mjs` from the knowing side:
// each corrects the other.
const knownBy: Record<string, string> = {
  'src/domain': 'record views cards port store acts jobs commands',
  'src/text': 'cards port jobs verify commands pretend slack discord web',
  'src/record': 'store acts jobs verify',
  'src/views': 'cards acts jobs commands',
  'src/cards': 'jobs commands',
  'src/port': 'store jobs commands pretend slack discord web',
  'src/store': 'acts jobs',
  'src/acts': 'jobs commands',
  'src/jobs': '',
  'src/config.ts': '',
  'src/verify.ts': '',
  commands: '',
  'adapters/pretend': '',
  'adapters/slack': '',
  'adapters/discord': '',
  'adapters/web': '',
}
const packageOf: Record<string, string> = {
  zod: 'domain record views cards port text store acts jobs config verify commands pretend slack discord web',
  pg: 'store',
  'pg-boss': 'store',
  '@prisma/client': 'store',
  canonicalize: 'record',
  'intl-messageformat': 'text',
  'node-cron': 'jobs',
  hono: 'pretend slack discord web',
  '@hono/node-server': 'pretend slack discord web',
  'discord.js': 'pretend slack discord web',
  '@slack/bolt': 'pretend slack discord web',
  yaml: 'port store acts jobs config verify commands pretend slack discord web',
  'node:crypto': 'record port store acts jobs config verify commands pretend slack discord web',
  'node:fs': 'text port store acts jobs config verify commands pretend slack discord web',
  'node:net': 'port store acts jobs config verify commands pretend slack discord web',
}

const inside = Object.keys(knownBy)
const shortName = (room: string) => room.replace(/^.*\//, '').replace(/\.ts$/, '')
const entryOf = (room: string) => (room.endsWith('.ts') ? room : `${room}/index.ts`)
const arrow = (from: string, to: string) => `${shortName(from)} → ${shortName(to)}`
const sorted = (arrows: Iterable<string>) => [...new Set(arrows)].toSorted()

interface Violation {
  readonly from: string
  readonly to: string
  readonly rule: string
}
let house: string
let violations: readonly Violation[]

async function build(files: Readonly<Record<string, string>>): Promise<readonly Violation[]> {
  house = await mkdtemp(join(tmpdir(), 'caucus-house-'))
  const packages = Object.keys(packageOf).filter((name) => !name.startsWith('node:'))
  const installed = packages.flatMap((name): [string, string][] => [
    [`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' })],
    [`node_modules/${name}/index.js`, 'module.exports = {}'],
  ])
  const manifest = { type: 'module', dependencies: Object.fromEntries(packages.map((name) => [name, '1.0.0'])) }
  const all = {
    ...files,
    ...Object.fromEntries(installed),
    'package.json': JSON.stringify(manifest),
    'tsconfig.json': '{}',
  }
  for (const [path, text] of Object.entries(all)) {
    await mkdir(dirname(join(house, path)), { recursive: true })
    await writeFile(join(house, path), text)
  }
  const program = resolve('node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [program, '--config', resolve('.dependency-cruiser.mjs'), '--output-type', 'json', '.'],
    { cwd: house, maxBuffer: 64_000_000 },
  )
  return JSON.parse(stdout).summary.violations.map((found: { from: string; to: string; rule: { name: string } }) => ({
    from: found.from,
    to: found.to,
    rule: found.rule.name,
  }))
}

/** A file of `room` that imports one thing only: `src/views` → `src/views/imports/3.ts`, `src/config.ts` itself. */
function houseOfEverything(): Record<string, string> {
  const files: Record<string, string> = {
    'src/port/card.ts': '',
    'src/main.ts': '',
    'test/a.test.ts': '',
    'examples/a.ts': '',
  }
  for (const room of inside) files[entryOf(room)] = 'export type Entry = 1\n'
  for (const room of inside) {
    const add = (name: string, target: string) => {
      const path = room.endsWith('.ts') ? room : `${room}/imports/${name.replaceAll(/\W/g, '-')}.ts`
      const to = target.endsWith('.ts') ? relative(dirname(path), target).replace(/^(?!\.)/, './') : target
      files[path] = `${room.endsWith('.ts') ? files[path] : ''}import type {} from '${to}'\n`
    }
    for (const other of inside) if (other !== room) add(other, entryOf(other))
    for (const name of Object.keys(packageOf)) add(name, name)
    for (const other of ['src/port/card.ts', 'src/main.ts', 'test/a.test.ts', 'examples/a.ts']) add(other, other)
  }
  const everything = inside.map((room, n) => `import type { Entry as E${n} } from '../${entryOf(room)}'\n`).join('')
  files['src/main.ts'] = everything
  files['test/a.test.ts'] = everything
  files['examples/a.ts'] = everything
  return files
}

const roomOf = (path: string) => inside.find((room) => path === room || path.startsWith(`${room}/`)) ?? path
const targetOf = (path: string) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? path

describe('who may know whom', () => {
  beforeAll(async () => {
    violations = await build(houseOfEverything())
  }, 60_000)
  afterAll(() => rm(house, { recursive: true, force: true }))

  const named = (prefix: string) => violations.filter(({ rule }) => rule.startsWith(prefix))

  it('lets each room import the rooms of the drawing, and no others', () => {
    const asked = inside.flatMap((to) => inside.filter((from) => from !== to).map((from) => [from, to] as const))
    const forbidden = asked.filter(([from, to]) => !knownBy[to]?.split(' ').includes(shortName(from)))
    const reported = named('knows ').filter(({ to }) => to !== 'src/port/card.ts' && to !== 'src/main.ts')
    expect(sorted(reported.map(({ from, to }) => arrow(roomOf(from), roomOf(to))))).toEqual(
      sorted(forbidden.map(([from, to]) => arrow(from, to))),
    )
  })

  it('lets cards see the nodes of the port, and nothing else of it', () => {
    const refused = (to: string) => named('knows src/cards').some((found) => found.to === to)
    expect([refused('src/port/card.ts'), refused('src/port/index.ts')]).toEqual([false, true])
  })

  it('keeps each package in its rooms', () => {
    const asked = Object.entries(packageOf).flatMap(([name, rooms]) =>
      inside
        .filter((room) => !rooms.split(' ').includes(shortName(room)))
        .map((room) => `${shortName(room)} → ${name}`),
    )
    const core = (name: string) => (`node:${name}` in packageOf ? `node:${name}` : name)
    const reported = [...named('kept '), ...named('pure ')]
    expect(sorted(reported.map(({ from, to }) => `${shortName(roomOf(from))} → ${core(targetOf(to))}`))).toEqual(
      sorted(asked),
    )
  })

  it('hides main, tests and examples from every room', () => {
    for (const hidden of ['src/main.ts', 'test/a.test.ts', 'examples/a.ts']) {
      const told = violations.filter(({ to }) => to === hidden).map(({ from }) => roomOf(from))
      expect(sorted(told), hidden).toEqual(sorted(inside))
    }
  })

  it('lets main, tests and examples import every room', () => {
    // Circles lead through the rooms above that import a test or an example; those are told of already.
    const told = violations.filter(
      ({ from, rule }) => rule !== 'no circles' && /^(src\/main\.ts|test\/|examples\/)/.test(from),
    )
    expect(told).toEqual([])
  })
})

describe('the shape of the house', () => {
  beforeAll(async () => {
    violations = await build({
      'src/domain/a.ts': `import type { B } from './b.ts'\nexport type A = B`,
      'src/domain/b.ts': `import type { A } from './a.ts'\nexport type B = A`,
      'src/attic/c.ts': `import type { A } from '../domain/a.ts'\nexport type C = A`,
      'src/domain/d.ts': `import type { E } from './nowhere.ts'\nexport type D = E`,
      'src/acts/f.ts': `import 'never-declared'`,
    })
  }, 60_000)
  afterAll(() => rm(house, { recursive: true, force: true }))

  it.each([
    ['two files that need each other', 'no circles', 'src/domain/a.ts'],
    ['a file in no room', 'no room without a place', 'src/attic/c.ts'],
    ['an import that leads nowhere', 'nothing unresolvable', 'src/domain/d.ts'],
    ['a package that package.json does not name', 'nothing unresolvable', 'src/acts/f.ts'],
  ])('refuses %s', (_what, rule, from) => {
    expect(violations).toContainEqual(expect.objectContaining({ rule, from }))
  })
})
