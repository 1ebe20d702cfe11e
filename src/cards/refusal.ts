import type { Role } from '../domain/authority.ts'
import type { MemberId, Place } from '../domain/id.ts'
import { chairsOf, holdersOf } from '../domain/members.ts'
import type { Missing } from '../domain/missing.ts'
import type { Refusal } from '../domain/refusal.ts'
import { charterOf, type World } from '../domain/world.ts'
import { buttons, line, list, pageButton, type Card } from '../port/card.ts'
import { code, moment, type Parts } from '../text/part.ts'
import type { Key, Say, Values } from '../text/say.ts'
import { missingView } from '../views/gate.ts'
import { personNamed, placeNamed } from '../views/naming.ts'
import { only, worldFor, type Rows, type Viewer } from '../views/viewer.ts'
import { missingParts } from './gate.ts'
import { levelParts, listed, personParts, placeParts, stageParts } from './words.ts'

/** Why it cannot be done, and what to do instead: always a reason and a next step (cards.md, Manners). */
export function refusalCard(refusal: Refusal, member: MemberId, whole: World, rows: Rows, say: Say): Card {
  const viewer = only(member)
  const asked = { viewer, world: worldFor(viewer, whole), rows, say }
  const said = refusalParts(refusal, asked)
  const missing = refusal.code === 'gate/shut' ? [list(missingList(refusal.missing, asked))] : []
  return {
    summary: said,
    nodes: [line(said), ...missing, buttons([pageButton(say('refusal/do-help'), { page: 'help' })])],
  }
}

interface Asked {
  readonly viewer: Viewer
  readonly world: World
  readonly rows: Rows
  readonly say: Say
}

/** The sentence of a refusal, as one viewer may read it. */
export function refusalParts(refusal: Refusal, asked: Asked): Parts {
  const { say, world, rows } = asked
  switch (refusal.code) {
    case 'may/role':
      return roleParts(refusal.needs, refusal.place, asked)
    case 'may/stage': {
      const possible = listed(
        refusal.possible.map((stage) => stageParts(stage, say)),
        say,
      )
      return say('may/stage', { stage: stageParts(refusal.stage, say), possible, count: refusal.possible.length })
    }
    case 'gate/shut':
      return say('gate/shut', { count: refusal.missing.length })
    case 'declare/needs-reason':
      return say(refusal.code, { advice: code(refusal.advice), level: levelParts(refusal.level, say) })
    case 'join/other-caucus':
      return say(refusal.code, { caucus: placeParts(placeNamed(world.assembly, rows, refusal.caucus), say) })
    default:
      return say(refusal.code, plainValues(refusal, asked))
  }
}

/** Numbers and words as they are; a moment is shown in the assembly's zone. */
function plainValues({ code: _code, ...data }: Refusal, { world }: Asked): Values {
  const zone = world.assembly.foundedAt === undefined ? 'UTC' : charterOf(world.assembly).zone
  const isMoment = (value: unknown): value is string =>
    typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)
  const all = Object.entries(data).flatMap(([name, value]: [string, unknown]): [string, Values[string]][] => {
    if (isMoment(value)) return [[name, moment(value, zone)]]
    return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? [[name, value]] : []
  })
  return Object.fromEntries(all)
}

const roleKeys: Readonly<Record<Role | 'anyone', Key>> = {
  member: 'refusal/role-member',
  representative: 'refusal/role-representative',
  alternate: 'refusal/role-alternate',
  participant: 'refusal/role-participant',
  observer: 'refusal/role-observer',
  'caucus chair': 'refusal/role-caucus-chair',
  'plenary chair': 'refusal/role-plenary-chair',
  secretariat: 'refusal/role-secretariat',
  sponsor: 'refusal/role-sponsor',
  holder: 'refusal/role-holder',
  clock: 'refusal/role-clock',
  operator: 'refusal/role-operator',
  anyone: 'refusal/role-anyone',
}

/** Who may, in words, and by name where the procedure shows names: those who hold an office. */
function roleParts(needs: readonly (Role | 'anyone')[], place: Place, { viewer, world, rows, say }: Asked): Parts {
  const named = placeParts(placeNamed(world.assembly, rows, place), say)
  const shown = needs.filter((role) => role !== 'clock' && role !== 'operator')
  const [first = [], ...rest] = (shown.length > 0 ? shown : needs).map((role) => say(roleKeys[role], { place: named }))
  const all = rest.reduce((so, one) => say('refusal/or', { so, one }), first)
  const holders = officeHolders(needs, place, world)
  if (holders === undefined) return say('refusal/may-role-other', { needs: all })
  if (holders.length > 4) return say('refusal/may-role-unnamed', { needs: all })
  const people = listed(
    holders.map((one) => personParts(personNamed(viewer, world, rows, one), say)),
    say,
  )
  return say('may/role', { needs: all, people, count: holders.length })
}

/** The people in the offices asked for; nothing where a role is no office. */
function officeHolders(
  needs: readonly (Role | 'anyone')[],
  place: Place,
  { assembly }: World,
): readonly MemberId[] | undefined {
  const found = needs.map((role) => {
    if (role === 'caucus chair') return chairsOf(assembly, place)
    if (role === 'plenary chair') return chairsOf(assembly, 'plenary')
    return role === 'secretariat' ? holdersOf(assembly, 'secretariat') : undefined
  })
  if (found.includes(undefined)) return undefined
  return [...new Set(found.flatMap((held) => (held ?? []).map(({ member }) => member)))]
}

/** One line for each that is missing, as the gate itself says it. */
function missingList(missing: readonly Missing[], { viewer, world, rows, say }: Asked): readonly Parts[] {
  const { zone } = charterOf(world.assembly)
  return missing.flatMap((one) => {
    // Only a condition on paragraphs needs to know its proposal: the one that has them names them.
    const proposal = [...world.assembly.proposals.values()].find(
      ({ versions }) =>
        one.why !== 'if amended' ||
        one.paragraphs.every((each) => versions.some(({ paragraphs }) => paragraphs.some(({ id }) => id === each))),
    )
    const version = proposal?.rounds.at(-1)?.version ?? 1
    return proposal ? [missingParts(missingView(viewer, world, rows, proposal, version, one), zone, say)] : []
  })
}
