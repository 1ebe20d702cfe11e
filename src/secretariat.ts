import type { Invited, NewLink, Secretariat } from '../adapters/web/options.ts'
import { introduce } from './acts/people.ts'
import { loadScene, loadWorld } from './acts/scene.ts'
import type { Bot } from './bot.ts'
import type { AssemblyId, MemberId } from './domain/id.ts'
import { plus } from './domain/instant.ts'
import { holdersOf, holdsOffice } from './domain/members.ts'
import { charterOf } from './domain/world.ts'
import { foundIn, foundWaiting, verdict, type Found } from './operate/doctor.ts'
import { linkDays, newLink } from './operate/link.ts'
import { wrongIn } from './operate/platforms.ts'
import { heading, line, quietLine, type Card } from './port/card.ts'
import { personId, type PersonId } from './port/id.ts'
import { openToAll } from './sandbox.ts'
import { checkAssembly } from './store/check.ts'
import { assemblies, namedAssemblies, standingOf } from './store/facts.ts'
import { knownOn, peopleOf, personOf } from './store/people.ts'
import { webChatRows } from './store/web-chat.ts'
import { moment, person as personPart, text, type Parts } from './text/part.ts'
import { say } from './text/say.ts'
import { nameFor, thePublic } from './views/viewer.ts'

export interface Serves {
  readonly bot: Bot
  /** How people reach the chat: links begin with it. */
  readonly address: () => string
  /** Jobs that could not be done. */
  readonly failed: () => Promise<number>
}

/** What the secretariat of an assembly does in the browser. Whose it is, the record says, at each call anew. */
export function secretariatIn({ bot, address, failed }: Serves): Secretariat {
  const { acting } = bot
  const { query } = acting

  /** Who this is in the assembly, where they are its secretariat. */
  const serving = async (person: PersonId, assembly: AssemblyId): Promise<MemberId | undefined> => {
    const member = await personOf(query, assembly, { platform: 'web', workspace: '', user: person })
    const world = member && (await loadWorld(acting, assembly))
    return world && holdsOffice(world.assembly, member, 'secretariat') ? member : undefined
  }
  const served = async (person: PersonId, slug: string) => {
    const found = (await namedAssemblies(query, await openToAll(acting))).find((one) => one.slug === slug)
    const member = found && (await serving(person, found.id))
    if (!found || !member || (await standingOf(query, found.id))?.forReading) return undefined
    return { assembly: found.id, member }
  }
  const rowsOf = (assembly: AssemblyId | undefined) => webChatRows(acting.store, () => assembly)
  const zoneOf = async (assembly: AssemblyId): Promise<string> => {
    const world = await loadWorld(acting, assembly)
    return world ? charterOf(world.assembly).zone : 'UTC'
  }

  /** A link lets its holder see what the person sees: whoever is in already is told that there is a further one. */
  const tellOf = async (invited: string, by: PersonId): Promise<void> => {
    const chat = bot.homes.find(({ platform }) => platform.name === 'web')?.platform
    const maker = await rowsOf(undefined).person(by)
    const says = say('web/invite-told', { by: personPart(by, maker?.name ?? '') })
    await chat?.directMessage(personId.parse(invited), { nodes: [line(says)], summary: says })
  }

  return {
    async of(person) {
      const all = await namedAssemblies(query, await openToAll(acting))
      const theirs = await Promise.all(all.map(async (one) => ((await serving(person, one.id)) ? [one] : [])))
      return theirs.flat().map(({ slug, name }) => ({ slug, name }))
    },

    async refusal(person) {
      for (const assembly of await assemblies(query)) {
        if (!(await personOf(query, assembly, { platform: 'web', workspace: '', user: person }))) continue
        const scene = await loadScene(acting, assembly)
        if (!scene) continue
        const { world, rows } = scene
        const names = holdersOf(world.assembly, 'secretariat').flatMap(({ member }) => {
          const name = nameFor(thePublic, world, rows, member)
          return name === undefined ? [] : [personPart(member, name)]
        })
        const listed = names.flatMap((name, at): Parts => (at > 0 ? [text(', '), name] : [name]))
        return say('web/secretariat-only', { count: names.length, names: listed })
      }
      return say('web/secretariat-only', { count: 0, names: [] })
    },

    async invited(person, slug) {
      const found = await served(person, slug)
      if (!found) return undefined
      const { assembly } = found
      const [known, people, zone] = [
        await knownOn(query, assembly, 'web'),
        new Map((await peopleOf(query, assembly)).map((one) => [one.id, one.name])),
        await zoneOf(assembly),
      ]
      const nameOf = new Map(known.map(({ person: member, user }) => [user, people.get(member) ?? '']))
      const now = acting.now()
      const all = await rowsOf(assembly).invitedAmong([...nameOf.keys()], now)
      return all
        .toSorted((a, b) => (b.link?.made ?? '').localeCompare(a.link?.made ?? ''))
        .map(({ person: who, link, signedIn }): Invited => {
          const [state, at] = standingOfLink(link, now)
          const shared = { person: who, name: nameOf.get(who) ?? '', signedIn, self: who === person }
          return { ...shared, link: state, ...(at !== undefined && { at: [moment(at, zone)] }) }
        })
    },

    async invite(person, slug, names) {
      const found = await served(person, slug)
      if (!found) return undefined
      const { assembly } = found
      const until = [moment(plus(acting.now(), { days: linkDays }), await zoneOf(assembly))]
      const known = new Map((await knownOn(query, assembly, 'web')).map(({ person: member, user }) => [user, member]))
      const links: NewLink[] = []
      for (const name of namesIn(names)) {
        const called = (await peopleOf(query, assembly)).filter(
          (one) => one.name.toLowerCase() === name.toLowerCase() || one.id === (known.get(name) ?? name),
        )
        const [only, ...others] = called
        if (others.length > 0) {
          links.push({ name, several: called.map(({ id }) => personId.parse(id)) })
          continue
        }
        const member = only?.id ?? (await introduce(acting, assembly, name))
        const before = [...known].find(([, one]) => one === member)?.[0]
        if (before !== undefined && before !== person) await tellOf(before, person)
        links.push({ name: only?.name ?? name, link: await newLink(acting, assembly, member, address()), until })
      }
      return links
    },

    async revoke(person, slug, invited) {
      const found = await served(person, slug)
      if (!found) return undefined
      const known = (await knownOn(query, found.assembly, 'web')).some(({ user }) => user === invited)
      if (!known || invited === person) return false
      await rowsOf(found.assembly).revokeLinks(invited, acting.now())
      return true
    },

    async doctor(person, slug) {
      const found = await served(person, slug)
      if (!found) return undefined
      const checked = await checkAssembly(query, found.assembly)
      const all = [...(await foundIn(acting, checked)), ...(await foundWaiting(acting, failed))]
      const wrong = (await wrongIn(bot, found.assembly)).map((says): Found => ({ mark: '✗', says }))
      return doctorCard([...all, ...wrong])
    },
  }
}

function doctorCard(all: readonly Found[]): Card {
  const wrong = all.filter(({ mark }) => mark === '✗').length
  const first = [text(verdict(wrong))]
  return {
    summary: first,
    nodes: [
      heading(first),
      ...all.map(({ mark, says }) => line([text(`${mark} ${says}`)])),
      quietLine(say('web/doctor-marks')),
    ],
  }
}

type Link = { readonly expires: string; readonly used: string | null; readonly revoked: string | null } | undefined

function standingOfLink(link: Link, now: string): readonly [Invited['link'], string | undefined] {
  if (!link) return ['none', undefined]
  if (link.used !== null) return ['used', link.used]
  if (link.revoked !== null) return ['revoked', link.revoked]
  return [link.expires <= now ? 'expired' : 'waiting', link.expires]
}

const mostNames = 200
const longestName = 80

/** Names as people paste them: one a line, each once. */
const namesIn = (names: string): readonly string[] =>
  [
    ...new Set(
      names
        .split(/[\n;]/)
        .map((name) => name.replaceAll(/\s+/g, ' ').trim().slice(0, longestName))
        .filter((name) => name !== ''),
    ),
  ].slice(0, mostNames)
