import type { PublicPage, PublicPages } from '../adapters/web/options.ts'
import type { Acting } from './acts/acting.ts'
import { exportChain } from './acts/export.ts'
import { loadScene } from './acts/scene.ts'
import { pageFor } from './cards/pages.ts'
import { proposalId, type AssemblyId, type ProposalId } from './domain/id.ts'
import type { Instant } from './domain/instant.ts'
import { charterOf, type World } from './domain/world.ts'
import { line, type Card } from './port/card.ts'
import type { Page } from './port/page.ts'
import { recordPage } from './record-page.ts'
import { exportedAt, namedAssemblies } from './store/facts.ts'
import { moment } from './text/part.ts'
import { label } from './text/plain.ts'
import { say, type Key } from './text/say.ts'
import { thePublic, type Rows } from './views/viewer.ts'

/**
 * The public pages, by path: '', `charter`, `caucuses`, `record`, `record.jsonl`, `P-1/tracker`. Where several assemblies
 * are open to all, '' lists them, and each has its own below `assembly/` and its slug.
 */
export function publicPages(acting: Acting, shown: () => Promise<readonly AssemblyId[]>): PublicPages {
  return {
    async page(path) {
      const all = await namedAssemblies(acting.query, await shown())
      const [only, ...others] = all
      if (only && others.length === 0) return await pageOf(acting, only.id, '/public', path)
      if (path === '') return listOf(all)
      const [, slug, rest = ''] = /^assembly\/([^/]+)(?:\/(.*))?$/.exec(path) ?? []
      const found = all.find((one) => one.slug === slug)
      return found && (await pageOf(acting, found.id, pathOf(found.slug), rest))
    },
  }
}

/** Where the public pages of one assembly among several begin. */
export const pathOf = (slug: string): string => `/public/assembly/${slug}`

async function pageOf(acting: Acting, id: AssemblyId, base: string, path: string): Promise<PublicPage | undefined> {
  const scene = await loadScene(acting, id)
  if (!scene) return undefined
  if (path === 'record.jsonl') return await download(acting, id)
  if (path.startsWith('record/')) return await printed(acting, id)
  const found = cardAt(path, scene.world, scene.rows)
  if (!found) return undefined
  const exported = await exportedAt(acting.query, id, 'public')
  const card = exported === undefined ? found.card : asCopy(found.card, exported, scene.world)
  const links = linksFor(found.proposal, scene.world, base)
  return { kind: 'card', title: found.title, card, links, record: `${base}/record` }
}

function listOf(all: readonly { readonly slug: string; readonly name: string }[]): PublicPage {
  const says = say(all.length === 0 ? 'web/public-none' : 'web/public-several')
  return {
    kind: 'card',
    title: titled('web/public'),
    card: { nodes: [line(says)], summary: says },
    links: all.map(({ slug, name }) => ({ href: pathOf(slug), says: name })),
    record: '/record',
  }
}

/** A record that was imported says of itself that it is a copy: nothing on it moves any more. */
function asCopy(card: Card, exported: Instant, { assembly }: World): Card {
  const says = say('web/public-reading', { at: moment(exported, charterOf(assembly).zone) })
  return { ...card, nodes: [line(says), ...card.nodes] }
}

async function download(acting: Acting, id: AssemblyId): Promise<PublicPage | undefined> {
  const lines = await exportChain(acting, id, 'public')
  return (
    lines && {
      kind: 'file',
      name: 'record.jsonl',
      type: 'application/jsonl; charset=utf-8',
      content: [...lines, ''].join('\n'),
    }
  )
}

/** The whole public record as a page to print; entries are where its links point. */
async function printed(acting: Acting, id: AssemblyId): Promise<PublicPage | undefined> {
  const lines = await exportChain(acting, id, 'public')
  const html = lines && recordPage(lines)
  return html === undefined ? undefined : { kind: 'html', html }
}

interface Shown {
  readonly title: string
  readonly card: Card
  readonly proposal?: ProposalId
}
const titled = (key: Key): string => label(say(key))

function cardAt(path: string, world: World, rows: Rows): Shown | undefined {
  const [, number, what = ''] = /^P-(\d+)(?:\/([a-z]+))?$/.exec(path) ?? []
  const drawn = (page: Page | undefined) => page && pageFor(page, thePublic, world, rows, say)
  if (number === undefined) {
    const found = ofAssembly.get(path)
    const card = drawn(found?.page)
    return found && card && { title: titled(found.title), card }
  }
  const proposal = [...world.assembly.proposals.values()].find((one) => String(one.number) === number)
  const card = proposal && drawn(ofProposal(what, proposal.id))
  return card && { title: `P-${number} ${rows.read(proposal.title) ?? ''}`, card, proposal: proposal.id }
}

const ofAssembly = new Map<string, { readonly title: Key; readonly page: Page }>([
  ['', { title: 'web/public-proposals', page: { page: 'proposals' } }],
  ['charter', { title: 'web/public-charter', page: { page: 'charter' } }],
  ['caucuses', { title: 'web/public-caucuses', page: { page: 'caucuses' } }],
  ['record', { title: 'web/public-record', page: { page: 'record' } }],
])

function ofProposal(what: string, proposal: ProposalId): Page | undefined {
  switch (what) {
    case '':
      return { page: 'proposal', proposal }
    case 'text':
    case 'tracker':
    case 'history':
    case 'changes':
      return { page: what, proposal }
    case 'outcome':
      return { page: 'report', proposal }
    default:
      return undefined
  }
}

function linksFor(
  proposal: ProposalId | undefined,
  world: World,
  base: string,
): readonly { href: string; says: string }[] {
  const found = proposal && world.assembly.proposals.get(proposalId.parse(proposal))
  const all = [
    { href: base, says: titled('web/public-proposals') },
    { href: `${base}/caucuses`, says: titled('web/public-caucuses') },
    { href: `${base}/charter`, says: titled('web/public-charter') },
    { href: `${base}/record`, says: titled('web/public-record') },
    { href: `${base}/record/whole`, says: titled('web/public-printed') },
    { href: `${base}/record.jsonl`, says: titled('web/public-download') },
  ]
  const proposals = [...world.assembly.proposals.values()].map(({ number }) => ({
    href: `${base}/P-${number}/tracker`,
    says: `P-${number}`,
  }))
  if (!found) return [...all, ...proposals]
  const at = `${base}/P-${found.number}`
  return [
    ...all,
    { href: `${at}/tracker`, says: titled('web/public-tracker') },
    { href: `${at}/text`, says: titled('web/public-text') },
    { href: `${at}/history`, says: titled('web/public-history') },
    ...(found.versions.length > 1 ? [{ href: `${at}/changes`, says: titled('web/public-changes') }] : []),
    ...(found.outcome ? [{ href: `${at}/outcome`, says: titled('web/public-outcome') }] : []),
  ]
}
