import { personId } from '../../src/port/id.ts'
import type { PlatformIdentity } from '../../src/port/invocation.ts'
import type { Api } from './api.ts'

/** What we know of somebody: how they are called, and whether they are a program. */
interface Known {
  readonly id: string
  /** As others see them: their display name, else their real name, else their handle. */
  readonly name: string
  readonly names: readonly string[]
  readonly bot: boolean
  readonly gone: boolean
  readonly at: number
}

/** The people of one workspace, asked for once and then remembered for a while. */
export interface People {
  /** A person as an invocation names them; `shown` is what the payload calls them, for when Slack is slow to say more. */
  identity(id: string, shown?: string): Promise<PlatformIdentity>
  /** Whether this is a program: programs are no members of anything. */
  isBot(id: string): Promise<boolean>
  find(typed: string): Promise<PlatformIdentity | undefined>
}

const fresh = 15 * 60_000
/** How long a press waits for a name. */
const patience = 800

/** As much of a user as we read: none of it is sure to be there. */
interface SlackUser {
  readonly id?: string
  readonly name?: string
  readonly real_name?: string
  readonly is_bot?: boolean
  readonly deleted?: boolean
  readonly profile?: { readonly display_name?: string; readonly real_name?: string }
}

export function peopleOf(api: Api, now: () => number): People {
  const known = new Map<string, Known>()
  const asking = new Map<string, Promise<Known | undefined>>()

  const keep = (user: SlackUser): Known | undefined => {
    if (user.id === undefined) return undefined
    const names = [user.profile?.display_name, user.profile?.real_name, user.real_name, user.name].filter(
      (name): name is string => name !== undefined && name.trim() !== '',
    )
    const made: Known = {
      id: user.id,
      name: names[0] ?? user.id,
      names,
      bot: user.is_bot === true || user.id === 'USLACKBOT',
      gone: user.deleted === true,
      at: now(),
    }
    known.set(user.id, made)
    return made
  }
  const ask = async (id: string): Promise<Known | undefined> => {
    const running = asking.get(id)
    if (running) return await running
    const answer = api
      .call('users.info', async (client) => await client.users.info({ user: id }))
      .then(({ user }) => (user ? keep(user) : undefined))
      .catch(() => undefined)
      .finally(() => asking.delete(id))
    asking.set(id, answer)
    return await answer
  }
  const about = async (id: string): Promise<Known | undefined> => {
    const found = known.get(id)
    if (found && now() - found.at > fresh) void ask(id)
    return found ?? (await ask(id))
  }
  const list = async (): Promise<void> => {
    for (let cursor: string | undefined; ;) {
      const from = cursor
      const page = await api.call(
        'users.list',
        async (client) => await client.users.list({ limit: 200, ...(from !== undefined && { cursor: from }) }),
      )
      for (const user of page.members ?? []) keep(user)
      cursor = page.response_metadata?.next_cursor
      if (cursor === undefined || cursor === '') break
    }
  }
  const identityOf = ({ id, name }: { readonly id: string; readonly name: string }): PlatformIdentity => ({
    platform: 'slack',
    id: personId.parse(id),
    name,
  })

  return {
    async identity(id, shown) {
      const late = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), patience).unref())
      const found = known.get(id) ?? (await Promise.race([about(id), late]))
      if (known.has(id)) void about(id)
      return identityOf({ id, name: found?.name ?? shown ?? id })
    },
    async isBot(id) {
      return (await about(id))?.bot ?? false
    },
    async find(typed) {
      const wanted = typed.trim()
      const mention = /^<@([^|>]+)(?:\|[^>]*)?>$/.exec(wanted)?.[1]
      const id = mention ?? (/^[A-Z0-9]{6,}$/.test(wanted) ? wanted : undefined)
      const byId = id === undefined ? undefined : await about(id)
      if (byId) return byId.bot || byId.gone ? undefined : identityOf(byId)
      const name = wanted.replace(/^@/, '').toLowerCase()
      if (name === '') return undefined
      // Read anew each time: somebody of the same name may have come since.
      await list()
      const [only, another] = [...known.values()].filter(
        ({ names, bot, gone }) => !bot && !gone && names.some((one) => one.toLowerCase() === name),
      )
      return only && !another ? identityOf(only) : undefined
    },
  }
}
