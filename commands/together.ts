import { charterOf } from '../src/domain/world.ts'
import { divider, heading, type Card, type CardNode } from '../src/port/card.ts'
import { code, memberText, text, type Parts } from '../src/text/part.ts'
import { say } from '../src/text/say.ts'
import type { Doors, Scene } from './doors.ts'

// Somebody who is in several assemblies of one workspace, alone with the bot: what they read is of all of them, what they
// do has to be said where it is meant.

/** One page of each assembly, below its name. */
export function together(pages: readonly { readonly assembly: Scene; readonly card: Card }[]): Card {
  const nodes = pages.flatMap(({ assembly, card }, at) => [
    ...(at === 0 ? [] : [divider]),
    heading(nameIn(assembly)),
    ...card.nodes,
  ])
  const summary = pages.flatMap(({ assembly, card }, at): Parts => [
    ...(at === 0 ? [] : [text(' · ')]),
    ...nameIn(assembly),
    text(': '),
    ...card.summary,
  ])
  return { nodes: onceEach(nodes), summary }
}

/** What leads to the same place from every page stands once, at the end. */
function onceEach(nodes: readonly CardNode[]): readonly CardNode[] {
  const seen = new Set<string>()
  return nodes
    .toReversed()
    .flatMap((node): readonly CardNode[] => {
      if (node.kind !== 'buttons') return [node]
      const left = node.buttons.filter(({ press }) => {
        const same = JSON.stringify(press)
        return seen.has(same) ? false : seen.add(same)
      })
      return left.length === 0 ? [] : [{ ...node, buttons: left }]
    })
    .toReversed()
}

/** Asks somebody to do it where only one assembly can be meant. */
export async function whichAssembly(doors: Doors, scene: Scene): Promise<Parts> {
  const all = [scene, ...(await doors.beside(scene))]
  const names = all.flatMap((one, at): Parts => [...(at === 0 ? [] : [text(', ')]), ...nameIn(one)])
  return say('command/which-assembly', { names, desk: code('/caucus desk') })
}

const nameIn = ({ world, rows }: Scene): Parts => [memberText(rows.read(charterOf(world.assembly).name) ?? '')]
