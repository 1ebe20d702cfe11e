import type { Act } from '../domain/act.ts'
import type { Fact } from '../domain/fact.ts'
import type { MemberId } from '../domain/id.ts'
import type { World } from '../domain/world.ts'
import { line, type Card } from '../port/card.ts'
import type { Say } from '../text/say.ts'
import type { Rows } from '../views/viewer.ts'

/** What counts now, and what one can do next: told to whoever acted, and to nobody else. */
export function receiptFor(
  act: Act,
  _facts: readonly Fact[],
  _member: MemberId,
  _world: World,
  _rows: Rows,
  _say: Say,
): Card {
  const said = [{ kind: 'text' as const, text: `Done: ${act.type}.` }]
  return { nodes: [line(said)], summary: said }
}
