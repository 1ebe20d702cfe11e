import type { Acting } from '../acts/acting.ts'
import { welcome } from '../acts/people.ts'
import { loadScene } from '../acts/scene.ts'
import { makeTurns } from '../acts/turns.ts'
import { channelKeepers, channelOpeners, isPrivate, showsMembers } from '../domain/channel.ts'
import type { AssemblyId, MemberId, Place } from '../domain/id.ts'
import { holdersOf } from '../domain/members.ts'
import type { World } from '../domain/world.ts'
import type { HandChange } from '../jobs/hand-changes.ts'
import { keepMembers, placesOf } from '../jobs/keep-members.ts'
import type { Finding } from '../port/heard.ts'
import { channelId, personId, type ChannelId, type PersonId } from '../port/id.ts'
import { PlatformTrouble, type Membership } from '../port/platform.ts'
import {
  forgetHandChange,
  handChangesIn,
  keepIn,
  keptIn,
  noteHandChange,
  type HandPlace,
} from '../store/channel-people.ts'
import { channelsOf, linkChannel, moveChannel, placeOf } from '../store/channels.ts'
import { makeNotices, type Notice } from '../store/notices.ts'
import { identitiesOf } from '../store/people.ts'
import { inTransaction } from '../store/transaction.ts'
import { label } from '../text/plain.ts'
import { say } from '../text/say.ts'
import { placeNamed } from '../views/naming.ts'
import type { Rows } from '../views/viewer.ts'
import { isAt, premisesOf, type Home } from './home.ts'
import { lately } from './lately.ts'

/** What became of one place's channel when it was to be opened. `trouble` is the platform's own word. */
export interface Opened {
  readonly place: Place
  readonly trouble?: string
}

/** One place with its channel as it stands, for whoever checks. */
export interface Standing {
  readonly place: Place
  readonly name: string
  readonly channel: ChannelId | undefined
  readonly findings: readonly Finding[]
}

export interface Channels {
  channelOf(home: Home, assembly: AssemblyId, place: Place): Promise<ChannelId | undefined>
  personOn(home: Home, member: MemberId): Promise<PersonId | undefined>
  /** Which place of which assembly a channel is; remembered for a moment, for it is asked with every press. */
  placeOf(home: Home, channel: ChannelId): ReturnType<typeof placeOf>
  /** Makes a channel that of a place. False: it is some other place's already. */
  link(home: Home, assembly: AssemblyId, place: Place, channel: ChannelId): Promise<boolean>
  /** The platform calls a channel otherwise from now on. */
  moved(home: Home, channel: ChannelId, to: ChannelId): Promise<void>
  /** Opens what is missing. `gone` counts a channel that the platform no longer has as missing. */
  open(home: Home, assembly: AssemblyId, gone: boolean): Promise<readonly Opened[]>
  /** Whether an assembly meets on this platform: it has channels there, or nowhere yet and was founded there. */
  livesAt(home: Home, assembly: AssemblyId): Promise<boolean>
  /** Makes the people of every channel on this platform those of its place. */
  keep(home: Home, assembly: AssemblyId): Promise<void>
  /** The next `keep` looks at who is in this channel. */
  lookAt(home: Home, channel: ChannelId): void
  standing(home: Home, assembly: AssemblyId): Promise<readonly Standing[]>
}

/** How long a look at a channel's people stays good while nobody's seat changes and nothing is heard. */
const lookEveryMs = 10 * 60_000

/** A channel becomes another place's only by hand; a second process sees that this much later. */
const placeKnownMs = 1_000

/** The channels of assemblies, and the people in them. */
export function channelsWith(acting: Acting): Channels {
  const looked = new Map<string, number>()
  const inTurn = makeTurns<string>()
  const placesLately = lately<Awaited<ReturnType<typeof placeOf>>>(placeKnownMs)
  const spot = ({ platform, workspace }: Home, channel: ChannelId): string => `${platform.name} ${workspace} ${channel}`

  const channelOf = async (home: Home, assembly: AssemblyId, place: Place): Promise<ChannelId | undefined> => {
    const found = (await channelsOf(acting.query, assembly)).find((one) => one.place === place && isAt(home, one))
    return found && channelId.parse(found.channel)
  }
  const personOn = async (home: Home, member: MemberId): Promise<PersonId | undefined> => {
    const identity = (await identitiesOf(acting.query, member)).find((one) => isAt(home, one))
    return identity && personId.parse(identity.user)
  }

  const link: Channels['link'] = async (home, assembly, place, channel) => {
    const linked = await linkChannel(acting.query, { assembly, place, ...premisesOf(home), channel })
    placesLately.forget()
    return linked
  }

  // Two looks at once would ask twice about one change.
  const keepPlace = async (home: Home, world: World, rows: Rows, place: Place): Promise<void> => {
    const channel = await channelOf(home, world.assembly.id, place)
    if (channel) await inTurn(spot(home, channel), async () => await keepIt(home, world, rows, place, channel))
  }
  async function keepIt(home: Home, world: World, rows: Rows, place: Place, channel: ChannelId): Promise<void> {
    const assembly = world.assembly.id
    const here = spot(home, channel)
    const now = Date.parse(acting.now())
    const look = now - (looked.get(here) ?? Number.NEGATIVE_INFINITY) >= lookEveryMs
    const where: HandPlace = { assembly, place, ...premisesOf(home) }
    const parts = {
      platform: home.platform,
      channel,
      look,
      personOf: async (member: MemberId) => await personOn(home, member),
      rows: {
        kept: async () => asMembership(await keptIn(acting.query, where, channel)),
        keep: async (members: Membership) => await keepIn(acting.query, where, channel, members),
        byHand: async () =>
          (await handChangesIn(acting.query, where)).map(({ user, kind }) => ({ person: personId.parse(user), kind })),
        note: async (change: HandChange) => await note(acting, home, world, where, change),
        forget: async (person: PersonId) => await forgetHandChange(acting.query, where, person),
      },
    }
    if ((await keepMembers(parts, world, place)) === 'gone') await tellGone(acting, world, where, channel)
    looked.set(here, now)
  }

  return {
    channelOf,
    personOn,
    placeOf: async (home, channel) =>
      await placesLately.get(spot(home, channel), async () => await placeOf(acting.query, premisesOf(home), channel)),
    link,
    async moved(home, channel, to) {
      await moveChannel(acting.query, premisesOf(home), channel, to)
      placesLately.forget()
    },
    async open(home, assembly, gone) {
      const loaded = await loadScene(acting, assembly)
      if (!loaded) return []
      const opened: Opened[] = []
      for (const place of placesOf(loaded.world)) {
        const there = await channelOf(home, assembly, place)
        if (there && !(gone && (await home.platform.membersOf(there)) === 'gone')) continue
        opened.push(await openPlace(home, loaded, place, link))
        await keepPlace(home, loaded.world, loaded.rows, place)
      }
      return opened
    },
    async livesAt(home, assembly) {
      const all = await channelsOf(acting.query, assembly)
      if (all.length > 0) return all.some((one) => isAt(home, one))
      const loaded = await loadScene(acting, assembly)
      const [founder] = loaded ? holdersOf(loaded.world.assembly, 'secretariat') : []
      return founder !== undefined && (await personOn(home, founder.member)) !== undefined
    },
    async keep(home, assembly) {
      const loaded = await loadScene(acting, assembly)
      if (!loaded) return
      for (const place of placesOf(loaded.world)) await keepPlace(home, loaded.world, loaded.rows, place)
    },
    lookAt: (home, channel) => void looked.delete(spot(home, channel)),
    async standing(home, assembly) {
      const loaded = await loadScene(acting, assembly)
      if (!loaded) return []
      const places = placesOf(loaded.world)
      const all = await Promise.all(
        places.map(async (place) => ({
          place,
          name: nameOf(loaded.world, loaded.rows, place),
          channel: await channelOf(home, assembly, place),
        })),
      )
      const findings = [
        ...(await home.platform.diagnose(all.flatMap(({ channel }) => channel ?? []))),
        ...(await openToAll(home, all)),
      ]
      const general = findings.filter((one) => one.channel === undefined)
      return all.map((one, at) => ({
        ...one,
        findings: [
          ...(at === 0 ? general : []),
          ...findings.filter(({ channel }) => channel !== undefined && channel === one.channel),
        ],
      }))
    },
  }
}

/** Caucuses whose channel somebody has opened to everybody. */
async function openToAll(home: Home, all: readonly Pick<Standing, 'place' | 'channel'>[]): Promise<readonly Finding[]> {
  const findings: Finding[] = []
  for (const { place, channel } of all)
    if (isPrivate(place) && channel !== undefined && (await home.platform.isPrivate(channel)) === false)
      findings.push({ channel, says: say('channel/open-to-all'), mend: say('channel/open-to-all-mend') })
  return findings
}

const nameOf = ({ assembly }: World, rows: Rows, place: Place): string =>
  placeNamed(assembly, rows, place).name ?? label(say('common/plenary'))

const asMembership = (kept: ReadonlyMap<string, string>): Membership =>
  new Map([...kept].map(([user, right]) => [personId.parse(user), right === 'reader' ? 'reader' : 'member']))

async function openPlace(
  home: Home,
  { world, rows }: { readonly world: World; readonly rows: Rows },
  place: Place,
  link: Channels['link'],
): Promise<Opened> {
  const name = nameOf(world, rows, place)
  const topic = label(say(isPrivate(place) ? 'notice/topic-caucus' : 'notice/topic-plenary', { name }))
  const wish = { name, topic, private: isPrivate(place), membersShown: showsMembers(world, place), members: new Map() }
  try {
    const { channel } = await home.platform.openChannel(wish)
    await link(home, world.assembly.id, place, channel)
    return { place }
  } catch (error) {
    // What the platform refuses for good is told; anything else is tried again.
    if (error instanceof PlatformTrouble) return { place, trouble: error.code }
    throw error
  }
}

/** Notes a change by hand, and asks the chairs of a caucus what it is to mean. Plenary is open to come and go. */
async function note(
  acting: Acting,
  { platform }: Home,
  world: World,
  where: HandPlace,
  { person, kind }: HandChange,
): Promise<void> {
  const named = (await platform.resolvePerson(person))?.name ?? person
  const { assembly, place } = where
  const member = await welcome(acting, assembly, { ...where, user: person }, named)
  await inTransaction(acting.store.pool, async (tx) => {
    const at = acting.now()
    if (!(await noteHandChange(tx, where, { user: person, kind }, at)) || !isPrivate(place)) return
    const notices = channelKeepers(world, place).map((recipient): Notice => ({
      key: `hand ${kind} ${where.platform} ${where.workspace} ${place} ${person} ${at} ${recipient}`,
      assembly,
      recipient,
      kind: 'hand change',
      data: { place, member, change: kind },
    }))
    await acting.wake.notices(tx, await makeNotices(tx, notices, at))
  })
  acting.wake.committed()
}

async function tellGone(
  acting: Acting,
  world: World,
  { assembly, place }: HandPlace,
  channel: ChannelId,
): Promise<void> {
  await inTransaction(acting.store.pool, async (tx) => {
    const notices = channelOpeners(world).map((recipient): Notice => ({
      key: `channel gone ${channel} ${recipient}`,
      assembly,
      recipient,
      kind: 'channel gone',
      data: { place },
    }))
    await acting.wake.notices(tx, await makeNotices(tx, notices, acting.now()))
  })
  acting.wake.committed()
}
