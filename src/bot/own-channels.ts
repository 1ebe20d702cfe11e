import type { Scene } from '../../commands/doors.ts'
import type { Said } from '../../commands/reply.ts'
import type { Acting } from '../acts/acting.ts'
import { channelKeepers, channelOpeners, isPrivate } from '../domain/channel.ts'
import type { Place } from '../domain/id.ts'
import type { Own } from '../port/command.ts'
import { personId } from '../port/id.ts'
import {
  forgetHandChange,
  handChangesIn,
  keepIn,
  keptIn,
  settleHandChange,
  type HandPlace,
} from '../store/channel-people.ts'
import { personOf } from '../store/people.ts'
import { code, memberText, text, type Parts } from '../text/part.ts'
import { say } from '../text/say.ts'
import { placeNamed } from '../views/naming.ts'
import type { Channels, Standing } from './channels.ts'
import { premisesOf, type Home } from './home.ts'

export type AboutChannels = Extract<
  Own,
  { readonly own: 'open channels' | 'link channel' | 'check channels' | 'settle hand change' }
>

export interface OwnChannels {
  readonly acting: Acting
  readonly channels: Channels
  readonly home: Home
  /** Has the missing channels opened, and whoever asked told when that is done. */
  readonly open: (scene: Scene) => Promise<void>
}

const openWord = code('/caucus channel open')
const checkWord = code('/caucus channel check')

/** Channels opened, linked and checked, and what a change by hand is to mean. */
export async function aboutChannels(parts: OwnChannels, scene: Scene, own: AboutChannels): Promise<Said> {
  const { world, member } = scene
  if (own.own === 'settle hand change') return await settle(parts, scene, own)
  if (own.own === 'check channels') return await check(parts, scene)
  if (!channelOpeners(world).includes(member)) return { ok: false, says: say('channel/not-yours') }
  switch (own.own) {
    case 'open channels': {
      const standing = await parts.channels.standing(parts.home, scene.assembly)
      const missing = standing.filter(({ channel, findings }) => channel === undefined || findings.length > 0)
      if (missing.length === 0) return { ok: true, says: say('channel/all-open', { count: standing.length }) }
      await parts.open(scene)
      return { ok: true, says: say('channel/opening', { count: missing.length, check: checkWord }) }
    }
    case 'link channel':
      return await link(parts, scene, own.caucus ?? 'plenary', own.channel)
  }
}

async function link({ channels, home }: OwnChannels, scene: Scene, place: Place, typed: string): Promise<Said> {
  const channel = await home.platform.linkChannel(typed)
  if (channel === 'unknown') return { ok: false, says: say('channel/unknown', { typed: memberText(typed) }) }
  if (isPrivate(place) && (await home.platform.isPrivate(channel)) !== true)
    return { ok: false, says: say('channel/not-private') }
  const { assembly, world, rows } = scene
  if (!(await channels.link(home, assembly, place, channel))) return { ok: false, says: say('channel/taken') }
  // Who is there already was there before the bot: they are guests until a chair says otherwise.
  channels.lookAt(home, channel)
  await channels.keep(home, assembly)
  return { ok: true, says: say('channel/linked', { place: placeNamed(world.assembly, rows, place).name ?? 'plenary' }) }
}

/** Whoever opens channels sees how all of them stand; who keeps one also sees what hands changed in it, and nobody settled. */
async function check(parts: OwnChannels, scene: Scene): Promise<Said> {
  const { world, member, assembly } = scene
  const keeps = (place: Place) => channelKeepers(world, place).includes(member)
  const opens = channelOpeners(world).includes(member)
  const standing = (await parts.channels.standing(parts.home, assembly)).filter(({ place }) => opens || keeps(place))
  if (standing.length === 0) return { ok: false, says: say('channel/not-yours') }
  const unsettled = await Promise.all(
    standing.map(async ({ place, name }) => (keeps(place) ? await unsettledIn(parts, scene, place, name) : [])),
  )
  const lines = [...standing.flatMap(standingLines), ...unsettled.flat()]
  const wrong = standing.filter(({ channel, findings }) => channel === undefined || findings.length > 0).length
  return { ok: true, says: say('channel/checked', { count: standing.length, wrong }), lines }
}

function standingLines({ name, channel, findings }: Standing): readonly Parts[] {
  const head = memberText(name)
  if (channel === undefined) return [[head, text(': '), ...say('channel/not-open', { open: openWord })]]
  if (findings.length === 0) return [[head, text(': '), ...say('channel/well')]]
  return findings.map(({ says, mend }) => [head, text(': '), ...says, text(' '), ...mend])
}

/** What a notice may not have told, for not everybody takes messages from a bot. */
async function unsettledIn(
  { acting, home }: OwnChannels,
  { assembly, rows }: Scene,
  place: Place,
  name: string,
): Promise<readonly Parts[]> {
  if (!isPrivate(place)) return []
  const where: HandPlace = { assembly, place, ...premisesOf(home) }
  const changes = (await handChangesIn(acting.query, where)).filter(({ settled }) => settled === null)
  return await Promise.all(
    changes.map(async ({ user, kind }) => {
      const who = await personOf(acting.query, assembly, { ...where, user })
      const named = memberText((who && rows.nameOf(who)) ?? user)
      const key = kind === 'came' ? 'channel/unsettled-came' : 'channel/unsettled-left'
      return [memberText(name), text(': '), ...say(key, { name: named, ...settleWords })]
    }),
  )
}

const settleWords = {
  seat: code('/caucus member seat'),
  keep: code('/caucus channel keep'),
  remove: code('/caucus channel remove'),
  return: code('/caucus channel return'),
}

type Settling = Extract<Own, { readonly own: 'settle hand change' }>

async function settle(
  { acting, channels, home }: OwnChannels,
  { assembly, world, member }: Scene,
  { as, caucus, member: about }: Settling,
): Promise<Said> {
  const place: Place = caucus ?? 'plenary'
  if (!channelKeepers(world, place).includes(member)) return { ok: false, says: say('channel/not-yours') }
  const where: HandPlace = { assembly, place, ...premisesOf(home) }
  const person = await channels.personOn(home, about)
  const channel = await channels.channelOf(home, assembly, place)
  if (!person || !channel) return { ok: false, says: say('channel/no-change') }
  // A seat given meanwhile, or somebody who came back by themselves, has settled it already.
  channels.lookAt(home, channel)
  await channels.keep(home, assembly)
  const row = (await handChangesIn(acting.query, where)).find(({ user }) => user === person)
  const wanted = as === 'comes back' ? 'left' : 'came'
  if (row?.kind !== wanted) return { ok: false, says: say('channel/no-change') }
  if (as === 'stays') {
    await settleHandChange(acting.query, where, person, acting.now())
    return { ok: true, says: say('channel/stays') }
  }
  // Counted among those whom the bot put there, a guest goes with the next look; left out of them, a member comes back.
  const kept = new Map(await keptIn(acting.query, where, channel))
  if (as === 'goes') kept.set(personId.parse(person), 'member')
  else kept.delete(person)
  await keepIn(acting.query, where, channel, kept)
  await forgetHandChange(acting.query, where, person)
  channels.lookAt(home, channel)
  await channels.keep(home, assembly)
  return { ok: true, says: say(as === 'goes' ? 'channel/goes' : 'channel/comes-back') }
}
