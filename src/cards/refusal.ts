import type { MemberId } from '../domain/id.ts'
import type { Refusal } from '../domain/refusal.ts'
import type { World } from '../domain/world.ts'
import { line, type Card } from '../port/card.ts'
import type { Say } from '../text/say.ts'
import type { Rows } from '../views/viewer.ts'

/** Why it cannot be done, and what to do instead. */
export function refusalCard(refusal: Refusal, _member: MemberId, _world: World, _rows: Rows, _say: Say): Card {
  const said = [{ kind: 'text' as const, text: JSON.stringify(refusal) }]
  return { nodes: [line(said)], summary: said }
}
