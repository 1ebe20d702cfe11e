import { RESTJSONErrorCodes as Code, type Guild } from 'discord.js'
import type { PersonId } from '../../src/port/id.ts'
import type { Membership } from '../../src/port/platform.ts'
import { oneLine } from '../../src/text/plain.ts'
import { codeOf } from './calls.ts'
import { shortened } from './shortened.ts'

/**
 * Roles that show who is a member of a caucus. A role lets its holders in; that somebody is a member stands in the channel
 * as well, for Discord tells without the members intent who has a role of nobody but those who act.
 */
export interface Roles {
  /** A new role; nothing where Discord makes none: people are then let in one by one. */
  make(name: string): Promise<string | undefined>
  /** Gives the role to who became a member, and takes it from who is one no more. */
  follow(role: string, before: Membership, members: Membership): Promise<void>
  /** Whether it is a role like those we make, and stands where we can give it. */
  readonly isOurs: (role: string) => boolean
  /** Whether the bot knows that somebody has had the role: only then does its absence mean something. */
  hadBy(person: string, role: string): boolean
  sawWith(person: string, role: string): void
  forget(person: string, role: string): void
}

const passing = new Set<number>([Code.MissingPermissions, Code.UnknownMember, Code.UnknownRole])

export function rolesIn(guild: () => Guild, log: (line: string) => void): Roles {
  const had = new Set<string>()
  const key = (person: string, role: string): string => `${person} ${role}`

  const change = async (person: PersonId, role: string, isGiven: boolean): Promise<void> => {
    try {
      if (isGiven) await guild().members.addRole({ user: person, role })
      else await guild().members.removeRole({ user: person, role })
      if (isGiven) had.add(key(person, role))
      else had.delete(key(person, role))
    } catch (error) {
      // They are let in, or kept out, all the same: doctor says why the role is not shown.
      if (!passing.has(codeOf(error) ?? 0)) throw error
      log(`role ${role} of ${person}: ${String(error)}`)
    }
  }
  const holders = (members: Membership): readonly PersonId[] =>
    [...members].filter(([, right]) => right === 'member').map(([person]) => person)

  return {
    async make(name) {
      const taken = new Set(guild().roles.cache.map((role) => role.name))
      const plain = shortened(oneLine(name) || 'Caucus', 90)
      let free = plain
      for (let n = 2; taken.has(free); n += 1) free = `${plain} ${n}`
      try {
        // Without this Discord gives a new role all that everybody may.
        return (await guild().roles.create({ name: free, permissions: [] })).id
      } catch (error) {
        if (codeOf(error) === undefined) throw error
        log(`no role for ${name}: ${String(error)}`)
        return undefined
      }
    },
    async follow(role, before, members) {
      const [were, are] = [new Set(holders(before)), new Set(holders(members))]
      for (const person of are) if (!were.has(person)) await change(person, role, true)
      for (const person of were) if (!are.has(person)) await change(person, role, false)
    },
    isOurs: (id) => {
      const role = guild().roles.cache.get(id)
      return role?.permissions.bitfield === 0n && !role.managed && id !== guild().id
    },
    hadBy: (person, role) => had.has(key(person, role)),
    sawWith: (person, role) => void had.add(key(person, role)),
    forget: (person, role) => void had.delete(key(person, role)),
  }
}
