import type { FirstStep, FirstSteps } from '../adapters/web/options.ts'
import type { Acting } from './acts/acting.ts'
import { openGauges } from './acts/open-gauges.ts'
import { loadScene } from './acts/scene.ts'
import { isUnsettled } from './domain/concern.ts'
import { debatesOf } from './domain/due.ts'
import type { AssemblyId, MemberId, Place } from './domain/id.ts'
import type { Instant } from './domain/instant.ts'
import { chairsOf, filledSeats } from './domain/members.ts'
import type { Gauge, World } from './domain/world.ts'
import { channelId, personId } from './port/id.ts'
import { answeredSince } from './store/answers.ts'
import { channelsOf } from './store/channels.ts'
import { playedSince } from './store/sandbox.ts'
import { person, placeNamed as placePart } from './text/part.ts'
import { label } from './text/plain.ts'
import { say, type Key } from './text/say.ts'
import { placeNamed } from './views/naming.ts'
import type { Rows } from './views/viewer.ts'

/**
 * What a newcomer can try in the sandbox, with who does it and where. Each tick is read off the record and the answers:
 * it says that somebody did this since the sandbox was made.
 */
export async function firstStepsIn(acting: Acting, assembly: AssemblyId | undefined): Promise<FirstSteps | undefined> {
  const since = assembly && (await playedSince(acting.query, assembly))
  const scene = assembly && (await loadScene(acting, assembly))
  if (!since || !scene) return undefined
  const { world, rows } = scene
  const channels = (await channelsOf(acting.query, assembly)).filter(({ platform }) => platform === 'web')
  const channelAt = (place: Place) => channels.find((one) => one.place === place)?.channel

  const step = (key: Key, member: MemberId | undefined, place: Place | undefined, done?: boolean): FirstStep => {
    const channel = place && channelAt(place)
    const name = member && rows.nameOf(member)
    const ticked = done === undefined ? {} : { done }
    // What is done, and what a gauge that has closed asks no more, is told without a name.
    if (done || !member || !place || !channel || name === undefined)
      return { says: say(key, { by: 'anybody' }), ...ticked }
    const where = placePart(place, placeNamed(world.assembly, rows, place).name ?? label(say('common/plenary')))
    return {
      says: say(key, { by: 'name', who: person(member, name), place: where }),
      ...ticked,
      person: personId.parse(member),
      channel: channelId.parse(channel),
    }
  }

  // The shortest way to a declaration is where no concern stands; a concern is for another caucus. Whose gauge was closed
  // meanwhile goes on to its reading.
  const open = openGauges(world, rows.now).toSorted((a, b) => unsettledIn(world, a) - unsettledIn(world, b))
  const [quick] = open
  const done = doneSince(world, since)
  const reads = done.readingIn ?? done.closedIn ?? quick?.place
  const other = open.find(({ place }) => place !== reads) ?? quick
  const chair = reads && chairsOf(world.assembly, reads)[0]?.member
  return {
    of: assembly,
    steps: [
      step(
        'web/first-answer',
        quick && silentIn(world, rows, quick),
        quick?.place,
        await answeredSince(acting.query, assembly, since),
      ),
      step('web/first-reading', chair, reads, done.readingIn !== undefined),
      step('web/first-declare', chair, reads, done.declaration),
      step('web/first-concern', other && silentIn(world, rows, other), other?.place, done.concern),
      step('web/first-gate', chairsOf(world.assembly, 'plenary')[0]?.member, 'plenary'),
    ],
  }
}

function doneSince({ assembly, rooms }: World, since: Instant) {
  const proposals = [...assembly.proposals.values()]
  const work = [...rooms.values()].flatMap(({ caucus, work: all }) =>
    [...all.values()].map((one) => ({ caucus, ...one })),
  )
  const concerns = [...work, ...proposals.map(({ plenary }) => ({ debate: plenary }))].flatMap(({ debate }) => [
    ...debate.concerns.values(),
  ])
  return {
    closedIn: work.findLast(({ debate }) =>
      [...debate.gauges.values()].some(({ closed }) => closed && closed.at > since),
    )?.caucus,
    readingIn: work.findLast(({ readings }) => readings.some(({ postedAt }) => postedAt > since))?.caucus,
    declaration: proposals.some(({ declarations }) => declarations.some(({ at }) => at > since)),
    concern: concerns.some(({ raisedAt }) => raisedAt > since),
  }
}

const unsettledIn = (world: World, { place, proposal }: Gauge): number => {
  const of = world.assembly.proposals.get(proposal)
  const debate = of && debatesOf(world, of).find(([where]) => where === place)?.[1]
  return [...(debate?.concerns.values() ?? [])].filter(isUnsettled).length
}

/** Somebody whom the gauge still asks, rather a member than the chair. */
function silentIn({ assembly }: World, rows: Rows, { id, place }: Gauge): MemberId | undefined {
  if (place === 'plenary') return undefined
  const answered = new Set(rows.answersIn(id).map(({ member }) => member))
  const all = filledSeats(assembly, place).flatMap(({ representative }) => representative?.member ?? [])
  const chairs = chairsOf(assembly, place).map(({ member }) => member)
  const silent = all.filter((member) => !answered.has(member))
  return silent.find((member) => !chairs.includes(member)) ?? silent[0] ?? all[0]
}
