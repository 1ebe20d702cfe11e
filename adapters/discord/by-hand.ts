import type { Hear } from '../../src/port/heard.ts'
import { channelId, personId, type ChannelId, type PersonId } from '../../src/port/id.ts'
import type { Membership } from '../../src/port/platform.ts'
import { overwritesIn, type Channels } from './channels.ts'
import { membersIn } from './overwrites.ts'
import type { People } from './people.ts'
import type { Roles } from './roles.ts'

/** What people change past the bot, in the channels that it knows. */
export interface ByHand {
  /** The people of a channel may have changed. */
  channelChanged(channel: string): void
  channelGone(channel: string): Promise<void>
  /** The roles of somebody, as Discord has just told them. */
  rolesSeen(person: string, roles: ReadonlySet<string>): void
  /** Somebody has left the server. */
  leftServer(person: string): void
  /** After a lost session: nothing was heard for a while. */
  lookAgain(): Promise<void>
}

export interface ByHandParts {
  readonly channels: Channels
  readonly people: People
  readonly roles: Roles
  readonly bot: () => string
  readonly hear: Hear
  readonly log: (line: string) => void
}

export function byHandIn({ channels, people, roles, bot, hear, log }: ByHandParts): ByHand {
  const { known } = channels
  const inBackground = (work: Promise<void>): void =>
    void work.catch((error: unknown) => log(`what hands changed is looked at later: ${String(error)}`))

  const tell = async (kind: 'joined' | 'left', channel: ChannelId, person: PersonId): Promise<void> =>
    await hear({ kind, channel, who: await people.named(person) })

  /** Told from what Discord answers now: what was heard may be older than what we changed ourselves. */
  const look = async (id: ChannelId): Promise<void> => {
    const changes = await channels.alone(id, async () => {
      const before = known.get(id)
      const channel = channels.textChannel(id)
      if (!before || !channel) return []
      const now = membersIn(overwritesIn(await channel.fetch(true)), bot())
      known.set(id, now)
      return differences(before, now)
    })
    // Whoever hears it may change the channel at once.
    for (const [kind, person] of changes) await tell(kind, id, person)
  }

  /** Who is given the role of a caucus by hand is let in, and who loses it is let out, so that the channel says it too. */
  const followRole = async (id: ChannelId, person: PersonId, isIn: boolean): Promise<void> => {
    const before = channels.membersOf(id)
    if (before === 'gone' || before.has(person) === isIn) return
    const members = new Map(before)
    if (isIn) members.set(person, 'member')
    else members.delete(person)
    await channels.setMembers(id, members)
    await tell(isIn ? 'joined' : 'left', id, person)
  }

  const gone = async (id: string): Promise<void> => {
    const channel = channelId.parse(id)
    if (!known.delete(channel)) return
    await hear({ kind: 'channel gone', channel })
  }

  return {
    channelChanged(id) {
      const channel = channelId.parse(id)
      const before = known.get(channel)
      const there = channels.membersOf(channel)
      if (before && there !== 'gone' && differences(before, there).length > 0) inBackground(look(channel))
    },
    channelGone: gone,
    rolesSeen(id, theirs) {
      const person = personId.parse(id)
      for (const channel of known.keys()) {
        const role = channels.roleOf(channel)
        if (role === undefined) continue
        const isIn = known.get(channel)?.has(person) ?? false
        if (theirs.has(role)) {
          roles.sawWith(person, role)
          if (!isIn) inBackground(followRole(channel, person, true))
        } else if (isIn && roles.hadBy(person, role)) {
          roles.forget(person, role)
          inBackground(followRole(channel, person, false))
        }
      }
    },
    leftServer(id) {
      const person = personId.parse(id)
      for (const [channel, members] of known) if (members.has(person)) inBackground(followRole(channel, person, false))
    },
    async lookAgain() {
      for (const channel of known.keys()) await (channels.textChannel(channel) ? look(channel) : gone(channel))
    },
  }
}

const differences = (before: Membership, now: Membership): readonly (readonly ['joined' | 'left', PersonId])[] => [
  ...[...now.keys()].filter((person) => !before.has(person)).map((person) => ['joined', person] as const),
  ...[...before.keys()].filter((person) => !now.has(person)).map((person) => ['left', person] as const),
]
