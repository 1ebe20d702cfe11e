import type { Around } from '../adapters/web/options.ts'
import type { Acting } from './acts/acting.ts'
import { loadWorld } from './acts/scene.ts'
import { lately } from './bot/lately.ts'
import type { AssemblyId } from './domain/id.ts'
import { stageOf } from './domain/leg.ts'
import { charterOf } from './domain/world.ts'
import type { ChannelId, PersonId } from './port/id.ts'
import type { Page } from './port/page.ts'
import { pathOf } from './public-pages.ts'
import { placeOf } from './store/channels.ts'
import { assemblies, namedAssemblies } from './store/facts.ts'
import { personOf } from './store/people.ts'

const web = { platform: 'web', workspace: '' } as const

/** What stands around a conversation of the web chat. Several assemblies may share the chat: each has its own. */
export function aroundIn(
  acting: Acting,
  shown: () => Promise<readonly AssemblyId[]>,
): (person: PersonId, channel: ChannelId | 'direct') => Promise<Around> {
  // A fifth of what freshness allows: hundreds who press in the same moment ask once.
  const seen = lately<Around>(200)
  return async (person, channel) =>
    await seen.get(channel === 'direct' ? `direct ${person}` : channel, async () => {
      const assembly = await assemblyOf(acting, person, channel)
      const world = assembly && (await loadWorld(acting, assembly))
      if (!world) return { zone: 'UTC', record: '/record', beside: [] }
      const [named, ...others] = await acting.together(
        'assemblies that are shown',
        async () => await namedAssemblies(acting.query, await shown()),
      )
      const own = [named, ...others].find((one) => one?.id === assembly)
      return {
        zone: charterOf(world.assembly).zone,
        record: others.length > 0 && own ? `${pathOf(own.slug)}/record` : '/record',
        beside: [...trackersIn([...world.assembly.proposals.values()]), { page: 'desk' }],
      }
    })
}

/** The assembly of a channel; alone with the bot, the first in which this person is known. */
async function assemblyOf(
  { query }: Pick<Acting, 'query'>,
  person: PersonId,
  channel: ChannelId | 'direct',
): Promise<AssemblyId | undefined> {
  if (channel !== 'direct') return (await placeOf(query, web, channel))?.assembly
  for (const assembly of await assemblies(query))
    if (await personOf(query, assembly, { ...web, user: person })) return assembly
  return undefined
}

const onTheWay: ReadonlySet<string> = new Set(['in caucuses', 'plenary assessment', 'recommended', 'no consensus'])

/** The trackers of what is on its way, newest first. */
const trackersIn = (all: readonly Parameters<typeof stageOf>[0][]): readonly Page[] =>
  all
    .filter((proposal) => onTheWay.has(stageOf(proposal)))
    .toReversed()
    .slice(0, 2)
    .map(({ id }) => ({ page: 'tracker', proposal: id }))
