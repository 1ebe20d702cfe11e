import type { ActType } from '../domain/act.ts'
import { stagesFor } from '../domain/authority.ts'
import { legOf, stageOf } from '../domain/leg.ts'
import { may, type Aim } from '../domain/may.ts'
import { currentRound, type World } from '../domain/world.ts'
import type { Viewer } from './viewer.ts'

/**
 * Whether a viewer is offered an act: a button of it, a line of help. A person is offered what they may do; a card in a
 * channel is read by everyone there, so it offers what somebody may do at this stage, and the press is judged anew.
 */
export function offers(viewer: Viewer, world: World, act: ActType, aim: Aim = {}): boolean {
  if (viewer.kind === 'person') return may(world, viewer.member, act, aim) === undefined
  if (viewer.kind === 'public') return false
  const where = aim.place ?? 'plenary'
  if (where !== viewer.place) return false
  const possible = stagesFor(act, where === 'plenary' ? 'plenary' : 'caucus')
  if (possible.includes('any')) return true
  if (!aim.proposal || !possible.includes(stageOf(aim.proposal))) return false
  return where === 'plenary' || legOf(currentRound(aim.proposal), where) !== undefined
}
