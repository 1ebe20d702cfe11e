import type { KnownBlock } from '@slack/types'

/** Everything in some blocks that Slack would make a link, a mention or a broadcast of. */
export function liveIn(blocks: readonly KnownBlock[]): readonly string[] {
  const found: string[] = []
  const look = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(look)
    if (typeof node !== 'object' || node === null) return
    const fields = node as Readonly<Record<string, unknown>>
    const { type, text } = fields
    if (type === 'mrkdwn' && typeof text === 'string') found.push(...liveInText(text))
    if (type === 'mrkdwn' && fields['verbatim'] !== true) found.push(`not verbatim: ${String(text)}`)
    if (typeof type === 'string' && liveElements.has(type)) found.push(type)
    if ('url' in fields || 'image_url' in fields) found.push('an address')
    Object.values(fields).forEach(look)
  }
  look(blocks)
  return found
}

const liveElements = new Set(['broadcast', 'user', 'usergroup', 'channel', 'team', 'link', 'emoji', 'image', 'video'])

/** In marked-up words everything between angle brackets is live; ours have moments, and nothing else. */
export const liveInText = (text: string): readonly string[] =>
  [...text.matchAll(/<[^>]*>?|>/g)]
    .map(([found]) => found)
    .filter((found) => !/^<!date\^\d+\^[^|<>^]+\|[^<>]+>$/.test(found))
