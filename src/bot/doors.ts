import { randomBytes } from 'node:crypto'
import { catalogue } from '../../commands/catalogue.ts'
import type { Doors, Scene } from '../../commands/doors.ts'
import type { Said } from '../../commands/reply.ts'
import type { Acting } from '../acts/acting.ts'
import { found } from '../acts/found.ts'
import { welcome } from '../acts/people.ts'
import { perform } from '../acts/perform.ts'
import { loadScene } from '../acts/scene.ts'
import { drawCard } from '../cards/draw.ts'
import { drawPage } from '../cards/pages.ts'
import { receiptFor } from '../cards/receipt.ts'
import { refusalCard } from '../cards/refusal.ts'
import type { Fact } from '../domain/fact.ts'
import type { AssemblyId, MemberId } from '../domain/id.ts'
import type { Own } from '../port/command.ts'
import type { Invocation } from '../port/invocation.ts'
import { cardIn } from '../store/cards.ts'
import type { Jobs } from '../store/queue.ts'
import { say } from '../text/say.ts'
import type { Channels } from './channels.ts'
import { directly } from './direct.ts'
import { premisesOf, type Home } from './home.ts'
import { aboutChannels } from './own-channels.ts'
import { remindingByHand } from './own-reminding.ts'
import { aboutOneself } from './own.ts'

export interface Threshold {
  readonly acting: Acting
  readonly channels: Channels
  readonly home: Home
  /** Has the channels of an assembly opened, at once or by a job. */
  readonly open: (opening: Jobs['open channels']) => Promise<void>
  /** Is told what came of an act, and lets nobody wait. */
  readonly happened: (assembly: AssemblyId, by: MemberId, facts: readonly Fact[]) => void
  readonly log: (line: string) => void
}

/** The rooms behind the way in, for what people do on one platform. */
export function doorsOf(threshold: Threshold): Doors {
  const { acting, home, open, log } = threshold
  const premises = premisesOf(home)
  return {
    catalogue,
    sceneFor: async (invocation) => await sceneAt(threshold, invocation),
    beside: async ({ besides, from }) =>
      await Promise.all(
        besides.map(
          async (assembly) => await standing(threshold, { assembly, place: undefined }, { besides: [], from }),
        ),
      ),
    again: async (scene) => ({ ...scene, ...(await loadedNow(acting, scene.assembly)) }),
    meet: async ({ assembly }, typed) => {
      const met = await home.platform.resolvePerson(typed)
      return met && (await welcome(acting, assembly, { ...premises, user: met.id }, met.name))
    },
    found: async ({ charter, who, key }) => {
      const founded = await found(acting, {
        act: { type: 'found assembly', charter },
        founder: { name: who.name, identity: { ...premises, user: who.id } },
        key,
      })
      if (!founded.ok) return founded
      await open({ assembly: founded.assembly, by: founded.member, ...premises })
      return { ok: true, facts: founded.happened }
    },
    perform: async (performing) => {
      const outcome = await perform(acting, performing)
      if (!outcome.ok) return outcome
      threshold.happened(performing.assembly, performing.by, outcome.happened)
      return { ok: true, facts: outcome.happened }
    },
    own: async (scene, own) => await row(threshold, scene, own),
    wholeCard: async ({ assembly, world, rows, from }, message) => {
      const key = await cardIn(acting.query, assembly, premises, from.where.channel, message)
      return key === undefined ? undefined : drawCard(key, world, rows, say)?.card
    },
    receipt: receiptFor,
    refusal: refusalCard,
    page: drawPage,
    trouble: (error) => {
      const reference = randomBytes(4).toString('hex')
      log(`${reference} ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
      return reference
    },
    now: acting.now,
  }
}

async function sceneAt(threshold: Threshold, { who, where, what }: Invocation): Promise<Scene | undefined> {
  const { acting, channels, home } = threshold
  const found =
    where.channel === 'direct'
      ? await directly(acting, premisesOf(home), who.id, what)
      : await channels.placeOf(home, where.channel)
  if (!found) return undefined
  const besides = 'besides' in found ? found.besides : []
  return await standing(threshold, found, { besides, from: { who, where } })
}

async function standing(
  { acting, home }: Threshold,
  { assembly, place }: Pick<Scene, 'assembly' | 'place'>,
  more: Pick<Scene, 'besides' | 'from'>,
): Promise<Scene> {
  const { id: user, name } = more.from.who
  const member = await welcome(acting, assembly, { ...premisesOf(home), user }, name)
  return { assembly, place, member, ...more, ...(await loadedNow(acting, assembly)) }
}

async function loadedNow(acting: Acting, assembly: AssemblyId) {
  const loaded = await loadScene(acting, assembly)
  if (!loaded) throw new Error(`there is no assembly ${assembly}`)
  return loaded
}

/** A row, and no act of the procedure: each kind has its own piece. */
async function row({ acting, channels, home, open }: Threshold, scene: Scene, own: Own): Promise<Said> {
  switch (own.own) {
    case 'open channels':
    case 'link channel':
    case 'check channels':
    case 'settle hand change': {
      const opening = { assembly: scene.assembly, by: scene.member, ...premisesOf(home) }
      return await aboutChannels({ acting, channels, home, open: async () => await open(opening) }, scene, own)
    }
    case 'remind caucuses':
      return await remindingByHand(acting, scene, own)
    default:
      return await aboutOneself(acting, home, scene, own)
  }
}
