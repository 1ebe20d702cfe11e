import { RESTJSONErrorCodes as Code, type Guild, type GuildMember } from 'discord.js'
import { personId, type PersonId } from '../../src/port/id.ts'
import type { PlatformIdentity } from '../../src/port/invocation.ts'
import { codeOf } from './calls.ts'

/** The people of a server. Without the members intent they are asked for one by one, or by the beginning of a name. */
export interface People {
  /** Which of these are in the server. */
  among(people: readonly PersonId[]): Promise<ReadonlySet<PersonId>>
  find(typed: string): Promise<PlatformIdentity | undefined>
  /** What somebody calls themselves here; their id where they are gone. */
  named(person: PersonId): Promise<PlatformIdentity>
}

/** Ids of Discord are numbers that grow with time: https://discord.com/developers/docs/reference#snowflakes */
export const isSnowflake = (id: string): boolean => /^\d{15,21}$/.test(id)

const patienceMs = 10_000
/** So many can be asked for in one message over the gateway. */
const together = 100

export function peopleOf(guild: () => Guild): People {
  const member = async (id: string): Promise<GuildMember | undefined> => {
    try {
      return await guild().members.fetch({ user: id, force: true })
    } catch (error) {
      if (codeOf(error) === Code.UnknownMember || codeOf(error) === Code.UnknownUser) return undefined
      throw error
    }
  }
  const identity = ({ id, displayName }: GuildMember): PlatformIdentity => ({
    platform: 'discord',
    id: personId.parse(id),
    name: displayName,
  })

  return {
    async among(people) {
      const asked = people.filter(isSnowflake)
      const found = new Set<PersonId>()
      for (let at = 0; at < asked.length; at += together) {
        const some = asked.slice(at, at + together)
        const there = await guild().members.fetch({ user: some, time: patienceMs })
        for (const id of there.keys()) found.add(personId.parse(id))
      }
      return found
    },
    async find(typed) {
      const [, mentioned] = /^\s*(?:<@!?)?(\d{15,21})>?\s*$/.exec(typed) ?? []
      if (mentioned !== undefined) {
        const found = await member(mentioned)
        return found && identity(found)
      }
      const wanted = typed.trim().replace(/^@/, '').toLowerCase()
      if (wanted === '') return undefined
      const near = await guild().members.search({ query: wanted.slice(0, 100), limit: 100 })
      const [only, ...others] = [...near.values()].filter(
        ({ displayName, user }) =>
          !user.bot && [displayName, user.username, user.globalName].some((name) => name?.toLowerCase() === wanted),
      )
      return only && others.length === 0 ? identity(only) : undefined
    },
    async named(person) {
      const found = await member(person)
      return found ? identity(found) : { platform: 'discord', id: person, name: person }
    },
  }
}
