import type { AssemblyId, GaugeId } from '../domain/id.ts'
import type { SeatAnswer } from '../domain/rules.ts'
import type { World } from '../domain/world.ts'
import { answersInAll } from '../store/answers.ts'
import { standingOf } from '../store/facts.ts'
import { peopleOf, type Person } from '../store/people.ts'
import { bodiesOf } from '../store/texts.ts'
import type { Rows } from '../views/viewer.ts'
import type { Acting } from './acting.ts'
import { openGauges } from './open-gauges.ts'

// Looking, without acting: what views are drawn from.

/** The assembly as it stands now. Undefined: there is none of this id. */
export async function loadWorld({ query, memory }: Acting, assembly: AssemblyId): Promise<World | undefined> {
  const standing = await standingOf(query, assembly)
  return standing && (await memory.upTo(query, assembly, standing)).world
}

export interface Seen {
  readonly world: World
  readonly rows: Rows
  readonly people: readonly Person[]
}

/** The same, with the rows that are no facts: names, away marks, answers to open gauges, words. */
export async function loadScene(acting: Acting, assembly: AssemblyId): Promise<Seen | undefined> {
  return await acting.together(`scene ${assembly}`, async () => await look(acting, assembly))
}

async function look({ query, memory, now }: Acting, assembly: AssemblyId): Promise<Seen | undefined> {
  const standing = await standingOf(query, assembly)
  if (!standing) return undefined
  const moment = now()
  const { world, bodies } = await memory.upTo(query, assembly, standing)
  const gauges = openGauges(world, moment).map(({ id }) => id)
  const [all, answers, heads] = await Promise.all([
    peopleOf(query, assembly),
    answersInAll(query, gauges),
    memory.hashes(query, assembly, decidedIn(world)),
  ])
  const people = new Map(all.map((person) => [person.id, person]))
  const reasons = await bodiesOf(query, reasonsIn(answers))
  const rows: Rows = {
    now: moment,
    read: ({ text }) => bodies.get(text) ?? reasons.get(text),
    nameOf: (member) => people.get(member)?.name,
    organisationOf: (member) => people.get(member)?.organisation ?? undefined,
    away: standing.away,
    answersIn: (gauge) => answers.get(gauge) ?? [],
    headAt: (n) => heads.get(n),
  }
  return { world, rows, people: all }
}

const reasonsIn = (answers: ReadonlyMap<GaugeId, readonly SeatAnswer[]>): string[] =>
  [...answers.values()].flat().flatMap(({ reason }) => reason?.text ?? [])

/** The entries whose hashes cards print: what was decided, and the newest. */
const decidedIn = ({ assembly: { n, proposals } }: World): readonly number[] => [
  n,
  ...[...proposals.values()].flatMap(({ outcome, declarations }) => [
    ...(outcome ? [outcome.n] : []),
    ...declarations.map((one) => one.n),
  ]),
]
